import type { ImportedSource, ReleaseManifest, SourceVariable, ToolOverride } from "@breezeway/core";
import type { LintReport } from "../lint/lint-report.ts";

/** One stored source with where its requests go and the owner's edits of its tools by stable key. */
export interface ReleaseSourceInput extends ImportedSource {
  readonly baseUrl: string;
  readonly variables: Record<string, SourceVariable>;
  readonly overrides: Readonly<Record<string, ToolOverride>>;
}

/** The manifest but for what the compiler makes. */
export type ReleaseSettings = Omit<ReleaseManifest, "manifestVersion" | "sources" | "tools">;

export interface CompileReleaseInput {
  readonly settings: ReleaseSettings;
  readonly sources: readonly ReleaseSourceInput[];
}

/** Something the compiler did that the owner did not ask for, or could not do. */
export interface CompileNote {
  readonly code: "name_taken" | "override_unused" | "argument_unknown" | "required_hidden" | "read_only_left_out";
  readonly key: string;
  readonly tool: string;
  readonly message: string;
}

export interface CompiledReleaseResult {
  readonly manifest: ReleaseManifest;
  readonly report: LintReport;
  readonly notes: readonly CompileNote[];
}
