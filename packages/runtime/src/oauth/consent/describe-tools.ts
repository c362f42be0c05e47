import type { ToolDefinition } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";

export interface ToolKind {
  readonly kind: "reads" | "changes" | "deletes";
  readonly count: number;
  /** Titles of a few of them. */
  readonly examples: readonly string[];
}

const mostExamples = 3;

/** What the tools of a server do, in three kinds; kinds without tools are left out. */
export const describeTools = (server: ProtectedServer): readonly ToolKind[] => {
  const byKind = { reads: [] as string[], changes: [] as string[], deletes: [] as string[] };
  for (const { definition } of server.release.tools.values()) {
    const kind = kindOf(definition);
    if (kind !== "reads" && server.release.manifest.policy.readOnly) continue;
    byKind[kind].push(definition.title || definition.name);
  }
  return (["reads", "changes", "deletes"] as const)
    .map((kind) => ({ kind, count: byKind[kind].length, examples: byKind[kind].slice(0, mostExamples) }))
    .filter(({ count }) => count > 0);
};

const kindOf = ({ annotations }: ToolDefinition): ToolKind["kind"] => {
  if (annotations.readOnlyHint) return "reads";
  return annotations.destructiveHint ? "deletes" : "changes";
};
