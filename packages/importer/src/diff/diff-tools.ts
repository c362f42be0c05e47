import type { GeneratedTool, ToolOverride } from "@breezeway/core";
import { carryOverrides } from "./carry-overrides.ts";
import { compareTools } from "./compare-tools.ts";
import type { ChangedTool, Diff, RenamedTool, ToolIdentity } from "./diff.ts";
import { matchTools } from "./match-tools.ts";

/** Compares the tools stored for a source with those of a new import, and carries the owner's edits (by key) over. Pure. */
export const diffTools = (
  before: readonly GeneratedTool[],
  after: readonly GeneratedTool[],
  overrides: Readonly<Record<string, ToolOverride>> = {},
): Diff => {
  const { pairs, removed, added } = matchTools(before, after);
  const compared = pairs.map((pair): ChangedTool => {
    const changes = compareTools(pair.before, pair.after);
    return {
      before: identity(pair.before),
      after: identity(pair.after),
      breaking: changes.some((item) => item.breaking),
      changes,
    };
  });
  const changed = compared.filter((tool) => tool.changes.length > 0);
  const renamed = pairs
    .filter((pair) => pair.before.operation.key !== pair.after.operation.key || pair.before.name !== pair.after.name)
    .map((pair): RenamedTool => ({
      before: identity(pair.before),
      after: identity(pair.after),
      matchedBy: pair.matchedBy,
    }));
  const carriedOver = carryOverrides(overrides, pairs, { before, after });
  const scopesBefore = enabledScopes(before, overrides);
  return {
    added: added.map(identity),
    removed: removed.map(identity),
    renamed,
    changed,
    unchanged: compared.length - changed.length,
    breaking: [
      ...removed.map((tool) => ({ tool: identity(tool), message: "The tool was removed." })),
      ...renamed
        .filter((tool) => tool.before.name !== tool.after.name)
        .map((tool) => ({ tool: tool.after, message: `The tool was named ${tool.before.name}.` })),
      ...changed.flatMap((tool) =>
        tool.changes.filter((item) => item.breaking).map((item) => ({ tool: tool.after, message: item.message })),
      ),
    ],
    addedScopes: [...enabledScopes(after, carriedOver.carried)].filter((scope) => !scopesBefore.has(scope)).toSorted(),
    overrides: carriedOver,
  };
};

const enabledScopes = (
  tools: readonly GeneratedTool[],
  overrides: Readonly<Record<string, ToolOverride>>,
): Set<string> =>
  new Set(tools.flatMap(({ operation, scopes }) => (overrides[operation.key]?.enabled === false ? [] : scopes)));

const identity = (tool: GeneratedTool): ToolIdentity => ({ key: tool.operation.key, name: tool.name });
