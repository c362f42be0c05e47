// Answers questions about drafts: compiling and linting happen in a thread of their own, and an answer that was given
// once for the same settings, edits and imports of a workspace is given again at no cost.
import { createHash } from "node:crypto";
import { createBoundedMemory } from "./bounded-memory.ts";
import type { AnswerOf, QuestionKind, QuestionOf } from "./draft-questions.ts";
import type { DraftWorker, WorkerAnswer, WorkerQuestion } from "./draft-worker.ts";
import { createDraftWorker } from "./draft-worker.ts";

export interface DraftDesk {
  /** Answers are shared: do not change them. */
  ask<Kind extends QuestionKind>(
    input: Omit<WorkerQuestion, "question"> & { readonly question: QuestionOf<Kind> },
  ): Promise<AnswerOf<Kind>>;
  stop(): Promise<void>;
}

const mostRememberedBytes = 32_000_000;
/** What pages read again and again. */
const remembered: ReadonlySet<QuestionKind> = new Set(["tools", "tool", "view"]);

export const createDraftDesk = (worker: DraftWorker = createDraftWorker()): DraftDesk => {
  const answers = createBoundedMemory<unknown>({ maxSize: mostRememberedBytes });
  const running = new Map<string, Promise<WorkerAnswer>>();

  const askOnce = (key: string, input: WorkerQuestion): Promise<WorkerAnswer> => {
    const known = running.get(key);
    if (known) return known;
    const asked = worker.ask(input).finally(() => running.delete(key));
    running.set(key, asked);
    return asked;
  };

  return {
    // The worker is our own code: its answers have the types of its questions.
    ask: async <Kind extends QuestionKind>(
      input: Omit<WorkerQuestion, "question"> & { readonly question: QuestionOf<Kind> },
    ) => {
      const question = input as WorkerQuestion;
      if (!remembered.has(input.question.kind)) return (await worker.ask(question)).value as AnswerOf<Kind>;
      const key = keyOf(question);
      const known = answers.get(key);
      if (known !== undefined) return known as AnswerOf<Kind>;
      const { value, bytes } = await askOnce(key, question);
      answers.set(key, value, bytes);
      return value as AnswerOf<Kind>;
    },
    stop: () => worker.stop(),
  };
};

/** The sketch names the workspace: what is remembered for one is never given to another. */
const keyOf = ({ sketch, question }: WorkerQuestion): string =>
  createHash("sha256")
    .update(JSON.stringify([question, sketch]))
    .digest("base64url");
