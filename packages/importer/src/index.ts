export { importDocument } from "./import-document.ts";
export type { ConditionalImport, ImportRequest } from "./import-document.ts";
export { importIfChangedInWorker, importInWorker, reimportInWorker } from "./worker/import-in-worker.ts";
export type { Reimport, WorkerImportRequest, WorkerLimits } from "./worker/import-in-worker.ts";
export type { ImportLimits, ImportOptions } from "./import-options.ts";
export type {
  Dialect,
  DocumentSecurityScheme,
  DocumentServer,
  DocumentTag,
  ImportedDocument,
  ImportResult,
  ImportStage,
} from "./import-result.ts";
export type { Issue, IssueCode, RefusedOperation } from "./issues/issue.ts";
export type { DocumentInput, FetchedResource, FetchRequest, KnownVersion, Loader } from "./loader/loader.ts";
export { createEgressLoader } from "./loader/egress-loader.ts";
export { createFileLoader } from "./loader/file-loader.ts";
export { lintTools } from "./lint/lint-tools.ts";
export type { LintedTool } from "./lint/linted-tool.ts";
export type { ClientVerdict, LintClient, LintFinding, LintReport, LintRule, ToolSize } from "./lint/lint-report.ts";
export type { CorpusOutcome, CorpusRow } from "./corpus/corpus-row.ts";
export type { CorpusOptions } from "./corpus/run-corpus.ts";
export { isEdited } from "./diff/carry-overrides.ts";
export { withoutEdit } from "./diff/without-edit.ts";
export type { StoredImport } from "./diff/stored-import.ts";
export type {
  ChangedTool,
  Diff,
  OverrideConflict,
  RenamedTool,
  ToolChange,
  ToolChangeKind,
  ToolIdentity,
} from "./diff/diff.ts";
export { selectTools, suggestSelection } from "./selection/select-tools.ts";
export type { SuggestedSelection, ToolSelection } from "./selection/selection.ts";
export { compileRelease } from "./release/compile-release.ts";
export type {
  CompiledReleaseResult,
  CompileNote,
  CompileReleaseInput,
  ReleaseSettings,
  ReleaseSourceInput,
} from "./release/compile-types.ts";
