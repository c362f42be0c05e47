import type { GeneratedTool } from "@breezeway/core";
import { matchesGlob } from "./glob.ts";
import type { SuggestedSelection, ToolSelection } from "./selection.ts";

/** The tools that a selection takes, in their order. */
export const selectTools = (tools: readonly GeneratedTool[], selection: ToolSelection): GeneratedTool[] =>
  tools.filter((tool) => {
    if (selection.except !== undefined && isSelected(tool, selection.except, true)) return false;
    return isSelected(tool, selection, false);
  });

const isSelected = (
  tool: GeneratedTool,
  selection: Omit<ToolSelection, "except">,
  needsCriterion: boolean,
): boolean => {
  if (selection.keys?.includes(tool.operation.key) === true) return true;
  if (selection.includeDeprecated === false && tool.deprecated) return false;
  const criteria = [
    selection.tags === undefined ? undefined : selection.tags.some((tag) => tool.tags.includes(tag)),
    selection.methods === undefined ? undefined : selection.methods.includes(tool.operation.method),
    selection.paths === undefined ? undefined : selection.paths.some((glob) => matchesGlob(tool.operation.path, glob)),
    selection.names === undefined
      ? undefined
      : selection.names.some((glob) => matchesGlob(tool.name, glob) || matchesGlob(tool.operation.key, glob)),
  ].filter((criterion) => criterion !== undefined);
  if (criteria.length === 0) return !needsCriterion && selection.keys === undefined;
  return criteria.every(Boolean);
};

const suggestedSize = 40;
const largeList = 60;

/** A starting set of at most 40 tools: reading and everyday writing over the document's main resources. */
export const suggestSelection = (tools: readonly GeneratedTool[]): SuggestedSelection => {
  const usable = tools.filter((tool) => !tool.deprecated);
  if (tools.length <= largeList)
    return {
      recommended: false,
      keys: tools.map((tool) => tool.operation.key),
      reason: "The document is small enough to list every tool.",
    };
  const ranked = usable
    .map((tool, index) => ({ tool, index, score: score(tool) }))
    .toSorted((left, right) => right.score - left.score || left.index - right.index)
    .slice(0, suggestedSize)
    .toSorted((left, right) => left.index - right.index);
  return {
    recommended: true,
    keys: ranked.map(({ tool }) => tool.operation.key),
    reason: `${tools.length} tools are more than clients handle well. These ${ranked.length} read, search and write the main resources; search mode offers all of them.`,
  };
};

/** Short paths are main resources; searching and reading come before writing, writing before removing. */
const score = (tool: GeneratedTool): number => {
  const segments = tool.operation.path.split("/").filter((segment) => segment !== "");
  const plain = segments.filter((segment) => !segment.startsWith("{"));
  const depth = plain.length + Math.max(0, segments.length - plain.length - 1);
  const isSearch = /search|query|find/i.test(`${tool.name} ${tool.operation.path}`);
  const kind = isSearch ? 4 : kindOf(tool);
  const isInner = /admin|internal|bulk|migrat|webhook|scheme|config|setting|properties|permission/i.test(
    tool.operation.path,
  );
  return kind - depth * 1.2 - (tool.experimental ? 2 : 0) - (isInner ? 1.5 : 0);
};

const kindOf = ({ annotations, operation }: GeneratedTool): number => {
  if (annotations.readOnlyHint) return 3;
  if (operation.method === "DELETE") return 0;
  return annotations.destructiveHint ? 2 : 2.2;
};
