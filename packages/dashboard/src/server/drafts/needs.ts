import type { ReleaseId } from "@breezeway/core";
import type { DraftSketch } from "./draft-sketch.ts";
import type { Question } from "./draft-questions.ts";

/** Names one import of one source of one workspace; what it holds never changes. */
export const importKey = (sketch: DraftSketch, source: DraftSketch["sources"][number]): string =>
  `${sketch.workspace.id} ${source.id} ${source.importVersion}`;

/** The releases that a question is about. */
export const releasesOf = (question: Question): ReleaseId[] => {
  const live = "liveReleaseId" in question && question.liveReleaseId !== null ? [question.liveReleaseId] : [];
  return question.kind === "comparison" ? [...new Set([...live, question.releaseId])] : live;
};

/** A comparison of releases needs no draft. */
export const importsOf = (sketch: DraftSketch, question: Question): string[] =>
  question.kind === "comparison" ? [] : sketch.sources.map((source) => importKey(sketch, source));
