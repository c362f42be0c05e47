import { Worker } from "node:worker_threads";
import { ServiceError } from "@breezeway/core";
import type { Diff } from "../diff/diff.ts";
import type { StoredImport } from "../diff/stored-import.ts";
import type { ConditionalImport, ImportRequest } from "../import-document.ts";
import type { ImportResult } from "../import-result.ts";
import type { FetchRequest, KnownVersion, Loader } from "../loader/loader.ts";
import { createResultJoiner } from "./join-result.ts";
import type { JoinedResult } from "./join-result.ts";
import { fromWire, toWire } from "./messages.ts";
import type { FromWorker, LoaderMethod, ToWorker, WorkerTask } from "./messages.ts";

export interface WorkerLimits {
  /** Wall time of the whole import, loading included. Default 60 s. */
  readonly timeoutMs?: number;
  /** Old-generation heap of the worker in MB. Default 400. */
  readonly maxHeapMb?: number;
}

export interface WorkerImportRequest extends ImportRequest {
  readonly workerLimits?: WorkerLimits;
  /** Largest heap that the worker was seen to use, when it ends well. */
  readonly onPeakHeap?: (bytes: number) => void;
}

const defaultTimeoutMs = 60_000;
const defaultMaxHeapMb = 400;

/**
 * `importDocument` in a thread of its own with limits on time and memory; the loader is called on this thread.
 * The result arrives in slices, so this thread is never blocked for long. Throws ServiceError `deadline_exceeded` at the time
 * limit and `too_large` at the memory limit.
 */
export const importInWorker = async (request: WorkerImportRequest): Promise<ImportResult> => {
  const outcome = await runWorker(request, {});
  if (!outcome.changed) throw new Error("A document without a known version is always read.");
  return outcome.result;
};

/** The same for a document that was imported before: names are kept, and the thread also says what differs. */
export const reimportInWorker = async (
  request: WorkerImportRequest & { readonly before: StoredImport },
): Promise<Reimport> => {
  const outcome = await runWorker(request, { before: request.before });
  if (!outcome.changed || !outcome.diff) throw new Error("A document without a known version is always compared.");
  return { result: outcome.result, diff: outcome.diff };
};

/** A new import, and what is different about it. */
export interface Reimport {
  readonly result: ImportResult;
  readonly diff: Diff;
}

/** `importIfChanged` in a thread of its own. */
export const importIfChangedInWorker = async (
  request: WorkerImportRequest & { readonly known: KnownVersion },
): Promise<ConditionalImport> => runWorker(request, { known: request.known });

const isSource = import.meta.url.endsWith(".ts");
const workerUrl = new URL(isSource ? "./worker-main.ts" : "./worker-main.js", import.meta.url);

const startWorker = (task: WorkerTask, limits: WorkerLimits): Worker =>
  new Worker(workerUrl, {
    workerData: task,
    // No environment: a document's parser has no business with secrets.
    env: {},
    execArgv: isSource ? ["--conditions=breezeway-source", "--disable-warning=ExperimentalWarning"] : [],
    resourceLimits: {
      maxOldGenerationSizeMb: limits.maxHeapMb ?? defaultMaxHeapMb,
      maxYoungGenerationSizeMb: 48,
      stackSizeMb: 4,
    },
  });

type Outcome = Extract<ConditionalImport, { changed: false }> | ({ readonly changed: true } & JoinedResult);

const runWorker = (
  request: WorkerImportRequest,
  { known, before }: { readonly known?: KnownVersion; readonly before?: StoredImport },
): Promise<Outcome> =>
  new Promise((resolve, reject) => {
    const { loader, signal, workerLimits = {} } = request;
    if (signal?.aborted === true) {
      reject(cancelled());
      return;
    }
    const abilities = (["fetch", "readFile", "listFiles"] as const).filter((method) => loader[method] !== undefined);
    const worker = startWorker(
      { input: request.input, options: request.options, known, before, abilities },
      workerLimits,
    );
    const stop = new AbortController();
    const settle = (act: () => void): void => {
      if (stop.signal.aborted) return;
      stop.abort();
      clearTimeout(timer);
      signal?.removeEventListener("abort", onAbort);
      worker.terminate().then(act, reject);
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const onAbort = (): void => fail(cancelled());
    const timer = setTimeout(() => fail(tooSlow()), workerLimits.timeoutMs ?? defaultTimeoutMs);
    signal?.addEventListener("abort", onAbort, { once: true });
    worker.on(
      "message",
      receive({ request, worker, stopSignal: stop.signal, done: (value) => settle(() => resolve(value)), fail }),
    );
    worker.on("error", (error) => fail(isOutOfMemory(error) ? tooBig() : error));
    worker.on("exit", () => fail(new Error("The import's worker ended without a result.")));
  });

interface ReceiveInput {
  readonly request: WorkerImportRequest;
  readonly worker: Worker;
  readonly stopSignal: AbortSignal;
  readonly done: (value: Outcome) => void;
  readonly fail: (error: Error) => void;
}

/** Nobody above this hears an error: what throws here fails this one import, or it would end the process. */
const receive = (input: ReceiveInput): ((message: FromWorker) => void) => {
  const handle = createHandler(input);
  return (message) => {
    try {
      handle(message);
    } catch (error) {
      input.fail(asError(error));
    }
  };
};

const createHandler = ({ request, worker, stopSignal, done, fail }: ReceiveInput): ((message: FromWorker) => void) => {
  let joiner: ReturnType<typeof createResultJoiner> | undefined;
  return (message) => {
    switch (message.type) {
      case "stage":
        request.onStage?.(message.stage);
        break;
      case "call":
        answerCall(request.loader, message, stopSignal)
          .then((answer) => worker.postMessage(answer, movable(answer)))
          .catch((error: unknown) => fail(asError(error)));
        break;
      case "unchanged":
        done({ changed: false, hash: message.hash });
        break;
      case "head":
        joiner = createResultJoiner(message.head);
        break;
      case "slice":
        joiner?.add(message.slice);
        // Other work of this thread comes between two slices.
        setImmediate(() => worker.postMessage({ type: "next" } satisfies ToWorker, []));
        break;
      case "done":
        request.onPeakHeap?.(message.peakHeapBytes);
        if (joiner !== undefined) done({ changed: true, ...joiner.joined() });
        break;
      case "failed":
        fail(fromWire(message.error));
        break;
    }
  };
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));

/** Bytes that fill their buffer are moved to the worker: copying megabytes would hold this thread up. */
const movable = (answer: ToWorker): ArrayBuffer[] => {
  if (answer.type !== "answer" || typeof answer.value !== "object" || answer.value === null) return [];
  const bytes =
    answer.value instanceof Uint8Array ? answer.value : "body" in answer.value ? answer.value.body : undefined;
  if (!(bytes instanceof Uint8Array) || !(bytes.buffer instanceof ArrayBuffer)) return [];
  return bytes.byteLength === bytes.buffer.byteLength && bytes.byteLength > 65_536 ? [bytes.buffer] : [];
};

const answerCall = async (
  loader: Loader,
  call: { readonly id: number; readonly method: LoaderMethod; readonly args: readonly unknown[] },
  signal: AbortSignal,
): Promise<ToWorker> => {
  try {
    return { type: "answer", id: call.id, value: await callLoader(loader, call.method, call.args, signal) };
  } catch (error) {
    return { type: "refusal", id: call.id, error: toWire(error) };
  }
};

// The arguments come from our own proxy in worker-main, cut from the same interface.
const callLoader = (
  loader: Loader,
  method: LoaderMethod,
  args: readonly unknown[],
  signal: AbortSignal,
): Promise<unknown> | undefined => {
  if (method === "fetch") return loader.fetch?.({ ...(args[0] as FetchRequest), signal });
  if (method === "readFile") return loader.readFile?.(args[0] as string, args[1] as number);
  return loader.listFiles?.(args[0] as string);
};

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const tooBig = (): ServiceError =>
  new ServiceError("too_large", {
    message: "The document needs more memory than an import may use. Leave out examples, or split it.",
  });

const tooSlow = (): ServiceError =>
  new ServiceError("deadline_exceeded", {
    message: "The import took too long and was stopped. Try again, or give a smaller document.",
  });

const cancelled = (): ServiceError => new ServiceError("deadline_exceeded", { message: "The import was cancelled." });
