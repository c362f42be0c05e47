import type { ToolRow } from "../../../server/api/tools.ts";

export const toolStates = ["on", "off", "edited", "read_only", "write", "deprecated"] as const;
export type ToolState = (typeof toolStates)[number];
export const findingStates = ["any", "error", "warning", "none"] as const;
export type FindingState = (typeof findingStates)[number];

/** The filters of the tools page, as they stand in the address. */
export interface ToolFilter {
  text: string;
  tag: string;
  method: string;
  source: string;
  state: ToolState | "";
  finding: FindingState | "";
}

export const emptyFilter: ToolFilter = { text: "", tag: "", method: "", source: "", state: "", finding: "" };

const oneOf = <Value extends string>(values: readonly Value[], value: string | null): Value | "" =>
  values.find((entry) => entry === value) ?? "";

export const readFilter = (search: URLSearchParams): ToolFilter => ({
  text: search.get("q") ?? "",
  tag: search.get("tag") ?? "",
  method: search.get("method") ?? "",
  source: search.get("source") ?? "",
  state: oneOf(toolStates, search.get("state")),
  finding: oneOf(findingStates, search.get("finding")),
});

/** The filter's part of the address is replaced; everything else in it stays. */
export const writeFilter = (search: URLSearchParams, filter: ToolFilter): URLSearchParams => {
  const next = new URLSearchParams(search);
  const entries: [string, string][] = [
    ["q", filter.text],
    ["tag", filter.tag],
    ["method", filter.method],
    ["source", filter.source],
    ["state", filter.state],
    ["finding", filter.finding],
  ];
  for (const [name, value] of entries)
    if (value === "") next.delete(name);
    else next.set(name, value);
  return next;
};

export const isFiltered = (filter: ToolFilter): boolean => Object.values(filter).some((value) => value !== "");

const hasState = (tool: ToolRow, state: ToolFilter["state"]): boolean => {
  switch (state) {
    case "":
      return true;
    case "on":
      return tool.enabled;
    case "off":
      return !tool.enabled;
    case "edited":
      return tool.edited.length > 0;
    case "read_only":
      return tool.readOnly;
    case "write":
      return !tool.readOnly;
    case "deprecated":
      return tool.deprecated;
  }
};

const hasFinding = (tool: ToolRow, finding: ToolFilter["finding"]): boolean => {
  switch (finding) {
    case "":
      return true;
    case "any":
      return tool.findings.length > 0;
    case "none":
      return tool.findings.length === 0;
    case "error":
    case "warning":
      return tool.findings.some(({ severity }) => severity === finding);
  }
};

/** Tools that pass every filter; the text must be found word by word in name, title, path or description. */
export const filterTools = (tools: readonly ToolRow[], filter: ToolFilter): ToolRow[] => {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return tools.filter((tool) => {
    if (filter.tag !== "" && !tool.tags.includes(filter.tag)) return false;
    if (filter.method !== "" && tool.method !== filter.method) return false;
    if (filter.source !== "" && tool.sourceId !== filter.source) return false;
    if (!hasState(tool, filter.state) || !hasFinding(tool, filter.finding)) return false;
    if (words.length === 0) return true;
    const haystack = `${tool.name} ${tool.title} ${tool.path} ${tool.description}`.toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
};

export interface ToolGroup {
  tag: string;
  tools: ToolRow[];
}

/** By first tag, in the document's order; tools without one come last. */
export const groupTools = (tools: readonly ToolRow[], untagged: string): ToolGroup[] => {
  const groups = new Map<string, ToolRow[]>();
  for (const tool of tools) {
    const tag = tool.tags[0] ?? untagged;
    const group = groups.get(tag);
    if (group) group.push(tool);
    else groups.set(tag, [tool]);
  }
  const sorted = Array.from(groups, ([tag, members]) => ({ tag, tools: members }));
  return [...sorted.filter(({ tag }) => tag !== untagged), ...sorted.filter(({ tag }) => tag === untagged)];
};
