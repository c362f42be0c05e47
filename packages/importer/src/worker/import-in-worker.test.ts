import { monitorEventLoopDelay } from "node:perf_hooks";
import { ServiceError } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { diffTools } from "../diff/diff-tools.ts";
import { importDocument } from "../import-document.ts";
import type { ImportResult } from "../import-result.ts";
import { fakeWeb } from "../testing/fake-web.ts";
import { documentOf } from "../testing/import-sample.ts";
import { importIfChangedInWorker, importInWorker, reimportInWorker } from "./import-in-worker.ts";

const many = documentOf(
  Object.fromEntries(
    Array.from({ length: 400 }, (_, index) => [
      `/things/${index}`,
      {
        get: {
          operationId: `getThing${index}`,
          summary: "Get it",
          parameters: [{ in: "query", name: "q", schema: { $ref: "#/components/schemas/Q" } }],
        },
      },
    ]),
  ),
  { schemas: { Q: { type: "string", enum: ["a", "b"] } } },
);
const bytes = Buffer.from(JSON.stringify(many));

const comparable = ({ source, ...rest }: ImportResult) => ({
  ...rest,
  mediaType: source.mediaType,
  bytes: Buffer.from(source.bytes).toString(),
});

describe("importing in a worker thread", () => {
  it("gives the very result that importing here gives, stage by stage", async () => {
    const stages: string[] = [];
    const request = { input: { kind: "bytes", bytes }, loader: {} } as const;
    const there = await importInWorker({ ...request, onStage: (stage) => stages.push(stage) });
    const here = await importDocument(request);
    expect(comparable(there)).toEqual(comparable(here));
    expect(stages).toEqual(["load", "parse", "bundle", "tools", "lint"]);
  });

  it("compares with what is stored there, and keeps its names", async () => {
    const request = { input: { kind: "bytes", bytes }, loader: {} } as const;
    const { tools } = await importDocument(request);
    const [first, ...rest] = tools.slice(0, -1);
    if (!first) throw new Error("There is no tool.");
    const stored = [
      { ...first, name: "the_old_name" },
      { ...first, operation: { ...first.operation, key: "gone" } },
      ...rest,
    ];
    const overrides = { [first.operation.key]: { title: "Mine" }, gone: { enabled: false } };
    const before = { tools: JSON.stringify(stored), overrides };
    const { result, diff } = await reimportInWorker({ ...request, before });
    expect(result.tools[0]?.name).toBe("the_old_name");
    expect(diff.added).toHaveLength(1);
    expect(diff).toEqual(diffTools(stored, result.tools, overrides));
    const stop = new AbortController();
    const running = reimportInWorker({ ...request, before, signal: stop.signal, onStage: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ message: "The import was cancelled." });
  });

  it("calls the loader on this side, and passes its refusal on", async () => {
    const web = fakeWeb({ "https://acme.test/a.json": { body: bytes, headers: { etag: "7" } } });
    const input = { kind: "url", url: "https://acme.test/a.json" } as const;
    expect((await importInWorker({ input, loader: web })).tools).toHaveLength(400);
    expect(await importIfChangedInWorker({ input, loader: web, known: { etag: "7", hash: "x" } })).toEqual({
      changed: false,
      hash: "x",
    });
    const refusing = {
      fetch: () => Promise.reject(new ServiceError("egress_refused", { message: "Not that way.", at: "url" })),
    };
    await expect(importInWorker({ input, loader: refusing })).rejects.toMatchObject({
      name: "ServiceError",
      code: "egress_refused",
      at: "url",
    });
  });

  it("fails the one import whose caller or loader misbehaves, and no other", async () => {
    const input = { kind: "bytes", bytes } as const;
    const bad = new Error("A listener broke.");
    const onStage = () => {
      throw bad;
    };
    await expect(importInWorker({ input, loader: {}, onStage })).rejects.toBe(bad);
    const onPeakHeap = () => {
      throw bad;
    };
    await expect(importInWorker({ input, loader: {}, onPeakHeap })).rejects.toBe(bad);
    const url = { kind: "url", url: "https://acme.test/a.json" } as const;
    // What cannot cross to the thread, such as a function.
    const loader = { fetch: () => Promise.resolve({ body: () => bytes } as never) };
    await expect(importInWorker({ input: url, loader })).rejects.toMatchObject({ name: "DataCloneError" });
    expect((await importInWorker({ input, loader: {} })).tools).toHaveLength(400);
  });

  it("stops at its time limit, at its memory limit and when it is told to", async () => {
    const never = { fetch: () => new Promise<never>(() => undefined) };
    const input = { kind: "url", url: "https://acme.test/a.json" } as const;
    await expect(importInWorker({ input, loader: never, workerLimits: { timeoutMs: 300 } })).rejects.toMatchObject({
      code: "deadline_exceeded",
    });
    const stop = new AbortController();
    const running = importInWorker({ input, loader: never, signal: stop.signal });
    stop.abort();
    await expect(running).rejects.toMatchObject({
      code: "deadline_exceeded",
      message: expect.stringContaining("cancelled"),
    });
    const heavy = Buffer.from(
      `{"openapi":"3.0.0","paths":{},"x":[${Array.from({ length: 400_000 }, (_, index) => `{"k${index}":[${index}]}`).join(",")}]}`,
    );
    await expect(
      importInWorker({
        input: { kind: "bytes", bytes: heavy },
        loader: {},
        workerLimits: { maxHeapMb: 48 },
        options: { limits: { maxKeys: 10_000_000 } },
      }),
    ).rejects.toMatchObject({ code: "too_large" });
  });

  it("leaves this thread to its work", async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const cpuBefore = process.threadCpuUsage();
    await importInWorker({ input: { kind: "bytes", bytes }, loader: {} });
    const cpu = process.threadCpuUsage(cpuBefore);
    delay.disable();
    // Wall time depends on the machine's other work; the thread's own processor time bounds every pause it made.
    expect((cpu.user + cpu.system) / 1_000).toBeLessThan(150);
    expect(delay.percentile(90) / 1e6).toBeLessThan(50);
  });
});
