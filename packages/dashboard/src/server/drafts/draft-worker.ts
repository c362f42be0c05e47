import { Worker } from "node:worker_threads";
import { ServiceError } from "@breezeway/core";
import type { FromDraftWorker, ToDraftWorker } from "./draft-messages.ts";
import { fromWire } from "./draft-messages.ts";
import type { Needs, Question, Supplies } from "./draft-questions.ts";
import type { DraftSketch } from "./draft-sketch.ts";

export interface WorkerQuestion {
  readonly sketch: DraftSketch;
  readonly question: Question;
  /** Reads what the worker does not have yet. */
  readonly load: (needs: Needs) => Promise<Supplies>;
}

export interface WorkerAnswer {
  readonly value: unknown;
  /** Length of the answer as JSON. */
  readonly bytes: number;
}

export interface DraftWorker {
  ask(question: WorkerQuestion): Promise<WorkerAnswer>;
  stop(): Promise<void>;
}

const timeoutMs = 30_000;
const idleMs = 10 * 60_000;
const mostWaiting = 64;

interface Waiting {
  readonly load: WorkerQuestion["load"];
  readonly resolve: (answer: WorkerAnswer) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

/** One thread for all drafts of this process, started when it is first asked and let go when nobody asks for long. */
export const createDraftWorker = (): DraftWorker => {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let idle: NodeJS.Timeout | undefined;
  let lastId = 0;

  const take = (id: number): Waiting | undefined => {
    const found = waiting.get(id);
    waiting.delete(id);
    clearTimeout(found?.timer);
    return found;
  };
  const end = async (error: Error): Promise<void> => {
    const ending = worker;
    worker = undefined;
    clearTimeout(idle);
    for (const id of waiting.keys()) take(id)?.reject(error);
    await ending?.terminate();
  };
  const supply = async (from: Worker, id: number, needs: Needs): Promise<void> => {
    try {
      const supplies = await waiting.get(id)?.load(needs);
      from.postMessage(
        (supplies ? { type: "supply", id, supplies } : { type: "forget", id }) satisfies ToDraftWorker,
        [],
      );
    } catch (error) {
      from.postMessage({ type: "forget", id } satisfies ToDraftWorker, []);
      take(id)?.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const receive = (from: Worker, message: FromDraftWorker): void => {
    switch (message.type) {
      case "need":
        void supply(from, message.id, message.needs);
        break;
      case "answer":
        take(message.id)?.resolve({ value: message.answer, bytes: message.bytes });
        break;
      case "failed":
        take(message.id)?.reject(fromWire(message.error));
        break;
    }
  };
  const start = (): Worker => {
    const started = startThread();
    started.on("message", (message: FromDraftWorker) => receive(started, message));
    started.on("error", (error) => void (worker === started && end(isOutOfMemory(error) ? tooBig() : error)));
    started.on("exit", () => void (worker === started && end(new Error("The drafts' worker ended."))));
    // An idle thread keeps no process alive.
    started.unref();
    return started;
  };

  return {
    ask: ({ sketch, question, load }) =>
      new Promise((resolve, reject) => {
        if (waiting.size >= mostWaiting) return reject(tooMany());
        worker ??= start();
        lastId += 1;
        const timer = setTimeout(() => void end(tooSlow()), timeoutMs);
        waiting.set(lastId, { load, resolve, reject, timer });
        clearTimeout(idle);
        idle = setTimeout(() => void (waiting.size === 0 && end(tooSlow())), idleMs).unref();
        worker.postMessage({ type: "ask", id: lastId, sketch, question } satisfies ToDraftWorker, []);
      }),
    stop: () => end(new ServiceError("unavailable", { message: "Breezeway is stopping." })),
  };
};

const isSource = import.meta.url.endsWith(".ts");
const workerUrl = new URL(isSource ? "./worker-main.ts" : "./worker-main.js", import.meta.url);

const startThread = (): Worker =>
  new Worker(workerUrl, {
    // Documents are read there: nothing of the environment is.
    env: {},
    execArgv: isSource ? ["--conditions=breezeway-source", "--disable-warning=ExperimentalWarning"] : [],
    resourceLimits: { maxOldGenerationSizeMb: 400, maxYoungGenerationSizeMb: 48, stackSizeMb: 4 },
  });

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const tooBig = (): ServiceError =>
  new ServiceError("too_large", { message: "This draft needs more memory than there is for it. Turn tools off." });

const tooSlow = (): ServiceError =>
  new ServiceError("deadline_exceeded", { message: "Reading the draft took too long and was stopped. Try again." });

const tooMany = (): ServiceError =>
  new ServiceError("unavailable", { message: "Many drafts are being read at once. Try again.", retryAfterSeconds: 2 });
