import type { CompileNote, CompiledReleaseResult, LintRule } from "@breezeway/importer";
import type { Finding } from "../../api/imports.ts";
import { findingView } from "../import/lint-view.ts";
import type { CompiledDraft } from "./compile-draft.ts";

export interface Gate {
  /** Stand in the way of publishing. */
  readonly errors: readonly Finding[];
  /** Want the owner's word. */
  readonly warnings: readonly Finding[];
}

/** A list that some client cuts is the owner's choice; a tool that no client takes is a mistake. */
const rulesOfChoice: ReadonlySet<LintRule> = new Set(["tool-count", "list-tokens"]);

export const lintGate = (draft: CompiledDraft): Gate => {
  if (!draft.ok)
    return {
      errors: [
        ...draft.missing.map(({ what, text }) => problem(`missing-${what}`, text)),
        ...(draft.problem === null ? [] : [problem("not-compiled", draft.problem)]),
      ],
      warnings: [],
    };
  const { report, notes } = draft.compiled satisfies CompiledReleaseResult;
  const isError = (finding: (typeof report.findings)[number]) =>
    finding.severity === "error" && !rulesOfChoice.has(finding.rule);
  return {
    errors: [
      ...report.findings.filter(isError).map(findingView),
      ...notes.filter(({ code }) => code === "required_hidden").map((note) => noteFinding(note, "error")),
    ],
    warnings: [
      ...report.findings.filter((finding) => !isError(finding) && finding.severity !== "info").map(findingView),
      ...notes
        .filter(({ code }) => code === "argument_unknown" || code === "override_unused")
        .map((note) => noteFinding(note, "warning")),
    ],
  };
};

const problem = (rule: string, message: string): Finding => ({ rule, severity: "error", message, clients: [] });

const noteFinding = ({ code, tool, message }: CompileNote, severity: Finding["severity"]): Finding => ({
  rule: code.replaceAll("_", "-"),
  severity,
  message,
  tool,
  clients: [],
});
