import type { ToolDefinition } from "@breezeway/core";
import { defaultPolicy, slugSchema } from "@breezeway/core";
import type { LintReport } from "@breezeway/importer";
import { compileRelease, lintTools } from "@breezeway/importer";
import { isEnabled } from "./compile-draft.ts";
import { refKey, sourceInputs } from "./draft-parts.ts";
import type { DraftParts } from "./draft-parts.ts";

/** Every tool of a server as a client would get it, those that are off too; and the report of those that are on. */
export interface AllTools {
  /** By `refKey`. */
  readonly tools: ReadonlyMap<string, ToolDefinition>;
  /** Findings and sizes of every tool. */
  readonly report: LintReport;
  /** What clients would get now. */
  readonly enabledReport: LintReport;
}

const remembered = new WeakMap<DraftParts, AllTools>();

/** What cannot be published yet can still be shown: settings play no part here. */
export const compileAllTools = (parts: DraftParts): AllTools => {
  const known = remembered.get(parts);
  if (known) return known;
  const { manifest, report } = compileRelease({
    settings: {
      workspace: { id: parts.workspace.id, slug: slugSchema.parse(parts.workspace.slug) },
      server: {
        id: parts.server.id,
        slug: slugSchema.parse(parts.server.slug),
        name: parts.server.name,
        version: "0",
        description: "",
        instructions: "",
      },
      credential: { mode: "none" },
      access: "public",
      presentation: "all",
      policy: defaultPolicy,
    },
    sources: sourceInputs(parts, ({ enabled: _enabled, ...override }) => override),
  });
  const isOn = ({ operation }: ToolDefinition) => isEnabled(parts, operation.sourceId, operation.key);
  const all: AllTools = {
    tools: new Map(manifest.tools.map((tool) => [refKey({ ...tool.operation }), tool])),
    report,
    enabledReport: lintTools(
      manifest.tools.filter((tool) => isOn(tool) && (!parts.server.policy.readOnly || tool.annotations.readOnlyHint)),
    ),
  };
  remembered.set(parts, all);
  return all;
};
