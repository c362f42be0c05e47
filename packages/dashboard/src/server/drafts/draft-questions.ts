import type { ReleaseId } from "@breezeway/core";
import type { ChangeInWords, DraftView } from "../api/releases.ts";
import type { RouteBody } from "../api/routes.ts";
import type { ToolDetail, ToolList, ToolRef, ToolRow } from "../api/tools.ts";

/** A draft compiled to be stored. */
export type SettledRelease =
  | {
      readonly ok: true;
      readonly manifest: string;
      readonly contentHash: string;
      readonly tools: number;
      readonly changes: readonly ChangeInWords[];
      readonly addedScopes: readonly string[];
    }
  | { readonly ok: false; readonly problem: string };

/** What can be asked about a draft, and what is answered. */
export interface DraftAnswers {
  tools: { readonly ask: object; readonly answer: ToolList };
  tool: { readonly ask: { readonly ref: ToolRef }; readonly answer: ToolDetail | null };
  /** Rows of the named tools, and the budget of all. */
  edited: {
    readonly ask: { readonly refs: readonly ToolRef[] };
    readonly answer: Pick<ToolList, "budget"> & { readonly tools: ToolRow[] };
  };
  /** Which tools a rule turns on, by `refKey`. */
  chosen: {
    readonly ask: { readonly rule: RouteBody<"selectTools">["rule"] };
    readonly answer: readonly string[];
  };
  view: { readonly ask: { readonly liveReleaseId: ReleaseId | null }; readonly answer: DraftView };
  /** What making a release live would change; the draft itself plays no part. */
  comparison: {
    readonly ask: { readonly releaseId: ReleaseId; readonly liveReleaseId: ReleaseId | null };
    readonly answer: Pick<DraftView, "changes" | "addedScopes">;
  };
  release: {
    readonly ask: { readonly liveReleaseId: ReleaseId | null; readonly version: string };
    readonly answer: SettledRelease;
  };
}

export type QuestionKind = keyof DraftAnswers;
export type QuestionOf<Kind extends QuestionKind> = { readonly kind: Kind } & DraftAnswers[Kind]["ask"];
export type Question = { [Kind in QuestionKind]: QuestionOf<Kind> }[QuestionKind];
export type AnswerOf<Kind extends QuestionKind> = DraftAnswers[Kind]["answer"];

/** What an answer is made from besides the sketch, by keys that name one content for ever. */
export interface Needs {
  readonly imports: readonly string[];
  readonly releases: readonly ReleaseId[];
}

export interface Supplies {
  readonly imports: readonly { readonly key: string; readonly tools: string; readonly definitions: string }[];
  readonly releases: readonly {
    readonly id: ReleaseId;
    readonly number: number;
    readonly contentHash: string;
    readonly manifest: string;
  }[];
}
