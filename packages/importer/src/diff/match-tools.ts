import type { GeneratedTool } from "@breezeway/core";
import type { RenamedTool } from "./diff.ts";

export interface ToolPair {
  readonly before: GeneratedTool;
  readonly after: GeneratedTool;
  readonly matchedBy: RenamedTool["matchedBy"];
}

export interface ToolMatching {
  readonly pairs: readonly ToolPair[];
  readonly removed: readonly GeneratedTool[];
  readonly added: readonly GeneratedTool[];
}

/** Which new tool is which old one: by operationId, then by method and path, then by shape where only one fits. */
export const matchTools = (before: readonly GeneratedTool[], after: readonly GeneratedTool[]): ToolMatching => {
  const pairs: ToolPair[] = [];
  const oldOnes = new Set(before);
  const newOnes = new Set(after);
  const matchBy = (
    identity: (tool: GeneratedTool) => string | undefined,
    matchedBy: RenamedTool["matchedBy"],
  ): void => {
    const candidates = uniqueBy([...newOnes], identity);
    for (const [key, old] of uniqueBy([...oldOnes], identity)) {
      const found = candidates.get(key);
      if (found === undefined) continue;
      pairs.push({ before: old, after: found, matchedBy });
      oldOnes.delete(old);
      newOnes.delete(found);
    }
  };
  matchBy((tool) => tool.operation.key, "operation_id");
  matchBy((tool) => `${tool.operation.method} ${tool.operation.path}`, "method_and_path");
  matchBy((tool) => `${tool.operation.method} ${tool.operation.path.replace(/\{[^{}]*\}/g, "{}")}`, "method_and_path");
  matchBy(shapeOf, "shape");
  const order = new Map(after.map((tool, index) => [tool, index]));
  pairs.sort((left, right) => (order.get(left.after) ?? 0) - (order.get(right.after) ?? 0));
  return { pairs, removed: [...oldOnes], added: [...newOnes] };
};

/** Tools whose identity no other tool of the list shares. */
const uniqueBy = (
  tools: readonly GeneratedTool[],
  identity: (tool: GeneratedTool) => string | undefined,
): Map<string, GeneratedTool> => {
  const found = new Map<string, GeneratedTool>();
  const shared = new Set<string>();
  for (const tool of tools) {
    const key = identity(tool);
    if (key === undefined) continue;
    if (found.has(key)) shared.add(key);
    found.set(key, tool);
  }
  for (const key of shared) found.delete(key);
  return found;
};

/** Method, arguments and last path words; too little to go by gives `undefined`. */
const shapeOf = (tool: GeneratedTool): string | undefined => {
  const properties = tool.inputSchema["properties"];
  const names = typeof properties === "object" && properties !== null ? Object.keys(properties) : [];
  if (names.length < 2) return undefined;
  const words = tool.operation.path
    .split("/")
    .filter((part) => part !== "" && !part.startsWith("{") && !/^v\d+$/i.test(part));
  return [tool.operation.method, words.at(-1) ?? "", names.toSorted().join(",")].join(" ");
};
