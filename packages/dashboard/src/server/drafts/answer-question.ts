import type { ReleaseId } from "@breezeway/core";
import { budgetView } from "../services/import/lint-view.ts";
import { addedScopes, compareManifests } from "../services/release/compare-manifests.ts";
import { compileAllTools } from "../services/release/compile-all-tools.ts";
import type { DraftParts } from "../services/release/draft-parts.ts";
import { refKey } from "../services/release/draft-parts.ts";
import { draftView, settleRelease } from "../services/release/draft-view.ts";
import type { ParsedRelease } from "../services/release/draft-view.ts";
import { chooseTools } from "../services/tool/choose-tools.ts";
import { toolDetailView, toolListView, toolRows } from "../services/tool/tool-view.ts";
import type { AnswerOf, Question, QuestionKind } from "./draft-questions.ts";

/** What a question is answered from; both throw where something was not supplied. */
export interface DraftMaterial {
  readonly parts: () => DraftParts;
  readonly release: (id: ReleaseId) => ParsedRelease;
}

/** Answers a question about a draft. Pure, and too slow for a thread that serves requests. */
export const answerQuestion = (question: Question, { parts, release }: DraftMaterial): AnswerOf<QuestionKind> => {
  const releaseOf = (id: ReleaseId | null) => (id === null ? undefined : release(id));
  switch (question.kind) {
    case "tools":
      return toolListView(parts());
    case "tool":
      return toolDetailView(parts(), question.ref) ?? null;
    case "edited": {
      const wanted = new Set(question.refs.map(refKey));
      return {
        tools: toolRows(parts()).filter((row) => wanted.has(refKey(row))),
        budget: budgetView(compileAllTools(parts()).enabledReport),
      };
    }
    case "chosen":
      return chooseTools(parts(), question.rule);
    case "view":
      return draftView(parts(), releaseOf(question.liveReleaseId));
    case "release":
      return settleRelease(parts(), releaseOf(question.liveReleaseId), question.version);
    case "comparison": {
      const live = releaseOf(question.liveReleaseId)?.manifest;
      const { manifest } = release(question.releaseId);
      return {
        changes: live ? compareManifests(live, manifest) : [],
        addedScopes: addedScopes(live, manifest),
      };
    }
  }
};
