import { getHeapStatistics } from "node:v8";
import { parentPort, workerData } from "node:worker_threads";
import type { MessagePort } from "node:worker_threads";
import { diffTools } from "../diff/diff-tools.ts";
import { namesOf, parseStoredTools } from "../diff/stored-import.ts";
import { importDocument, importIfChanged } from "../import-document.ts";
import type { ImportResult } from "../import-result.ts";
import type { FetchedResource, FetchRequest, Loader } from "../loader/loader.ts";
import { fromWire, toWire } from "./messages.ts";
import type { FromWorker, LoaderMethod, ToWorker, WorkerTask } from "./messages.ts";
import { headOf, slicesOf } from "./slice-result.ts";

const serve = async (port: MessagePort, task: WorkerTask): Promise<void> => {
  const send = (message: FromWorker): void => port.postMessage(message);
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  let onNext: (() => void) | undefined;
  let calls = 0;
  let peakHeapBytes = 0;

  port.on("message", (message: ToWorker) => {
    if (message.type === "next") return onNext?.();
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    return message.type === "answer" ? call?.resolve(message.value) : call?.reject(fromWire(message.error));
  });

  const measure = (): number => {
    const { used_heap_size: used, external_memory: external, malloced_memory: malloced } = getHeapStatistics();
    peakHeapBytes = Math.max(peakHeapBytes, used + external + malloced);
    return used;
  };
  const call = (method: LoaderMethod, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      calls += 1;
      waiting.set(calls, { resolve, reject });
      send({ type: "call", id: calls, method, args });
    });
  const before = task.before && { ...task.before, tools: parseStoredTools(task.before) };
  const sendResult = async (result: ImportResult): Promise<void> => {
    const diff = before && diffTools(before.tools, result.tools, before.overrides);
    measure();
    const bytes = Uint8Array.from(result.source.bytes);
    const head = headOf({ ...result, source: { ...result.source, bytes } }, diff);
    // Moved, not copied: the receiving thread would stand still for megabytes.
    port.postMessage({ type: "head", head } satisfies FromWorker, [bytes.buffer]);
    for (const slice of slicesOf(result, diff)) {
      await new Promise<void>((resolve) => {
        onNext = resolve;
        send({ type: "slice", slice });
      });
    }
    measure();
    send({ type: "done", peakHeapBytes });
  };

  const request = {
    input: task.input,
    loader: remoteLoader(task.abilities, call),
    options: { ...task.options, ...(before && { keepNames: namesOf(before.tools) }) },
    onStage: (stage: Extract<FromWorker, { type: "stage" }>["stage"]) =>
      send({ type: "stage", stage, heapBytes: measure() }),
  };
  try {
    if (task.known === undefined) return await sendResult(await importDocument(request));
    const outcome = await importIfChanged({ ...request, known: task.known });
    if (outcome.changed) return await sendResult(outcome.result);
    return send({ type: "unchanged", hash: outcome.hash });
  } catch (error) {
    return send({ type: "failed", error: toWire(error) });
  } finally {
    port.close();
  }
};

const remoteLoader = (
  abilities: readonly LoaderMethod[],
  call: (method: LoaderMethod, args: readonly unknown[]) => Promise<unknown>,
): Loader => ({
  ...(abilities.includes("fetch") && {
    // A signal cannot cross threads; the other side has its own.
    fetch: async ({ signal: _signal, ...request }: FetchRequest) => (await call("fetch", [request])) as FetchedResource,
  }),
  ...(abilities.includes("readFile") && {
    readFile: async (path: string, maxBytes: number) =>
      (await call("readFile", [path, maxBytes])) as Uint8Array | undefined,
  }),
  ...(abilities.includes("listFiles") && {
    listFiles: async (path: string) => (await call("listFiles", [path])) as readonly string[] | undefined,
  }),
});

if (parentPort !== null) await serve(parentPort, workerData as WorkerTask);
