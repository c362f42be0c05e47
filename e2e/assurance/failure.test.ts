// Numbers 45, 47, 48, 49 and 59 on running processes: upstreams, clients and code that misbehave.
import { connect } from "node:net";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { FaultKind } from "@breezeway/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emulatedDocuments } from "./stage/emulated-atlassian.ts";
import {
  type Caller,
  createCaller,
  headersOf,
  isGood,
  messageOf,
  percentile,
  runOpenLoop,
  tell,
} from "./stage/load.ts";
import { answerJson, plainDocument, startPlainApi } from "./stage/plain-api.ts";
import { type ProbedReplica, startProbedReplica } from "./stage/probed-replica.ts";
import { openDescriptors } from "./stage/process-facts.ts";
import { createWorkspace, publishServer, type StagedServer, type StagedWorkspace } from "./stage/publish.ts";
import { type Stage, startStage } from "./stage/stage.ts";

const token = "bearer-of-a-test-not-a-secret";
const callTimeoutMs = 2_000;

let stage: Stage;
let workspace: StagedWorkspace;
let replica: ProbedReplica;
let wiki: StagedServer;
let caller: Caller;

beforeAll(async () => {
  stage = await startStage({ replicas: 0, env: { LOG_LEVEL: "error" } });
  workspace = await createWorkspace(stage, "acme");
  stage.emulator.issueToken({ token });
  wiki = await publishServer(stage, {
    workspace,
    slug: "wiki",
    documents: await emulatedDocuments(stage.emulator),
    policy: { callTimeoutMs, maxResponseBytes: 5_000_000 },
  });
  replica = await startProbedReplica(stage);
  caller = createCaller(replica.url, 64);
});
afterAll(async () => {
  await caller?.close();
  await stage?.close();
});

const callSpaces = () => caller.call({ path: wiki.path, tool: wiki.nameOf("getSpaces"), token });

describe("assurance 45: oversized bodies", () => {
  it("are refused with 413, announced or not, and memory stays flat", async () => {
    await callSpaces();
    const before = await replica.look();
    const statuses = new Map<number, number>();
    for (let round = 0; round < 40; round += 1) {
      const status = await sendLarge(round % 2 === 0);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    const after = await replica.look();
    tell("45", {
      bodies: "40 × 12 MB",
      statuses: [...statuses.keys()].join(" "),
      "heap MB more": (after.heapUsed - before.heapUsed) / 1e6,
      "buffers MB more": (after.arrayBuffers - before.arrayBuffers) / 1e6,
    });
    expect([...statuses.keys()]).toEqual([413]);
    expect(after.heapUsed - before.heapUsed).toBeLessThan(5e6);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(15e6);
  });
});

describe("assurance 47: an upstream that misbehaves", () => {
  const faults: readonly FaultKind[] = [
    { kind: "hang" },
    { kind: "hang_after_headers" },
    { kind: "reset" },
    { kind: "truncate" },
    { kind: "wrong_length", declaredBytes: 5_000 },
    { kind: "endless" },
    { kind: "gzip_bomb", inflatedBytes: 100_000_000 },
    { kind: "huge_headers" },
    { kind: "invalid_json" },
    { kind: "large_body", bytes: 20_000_000 },
    { kind: "status", status: 500 },
    { kind: "redirect", location: "http://10.0.0.1/" },
  ];

  it("ends in a tool error within the deadline and a tenth more, and leaves neither sockets nor memory behind", async () => {
    await callSpaces();
    const before = await replica.look();
    const slowest: Record<string, number> = {};
    for (const fault of faults) {
      stage.emulator.addFault({ fault, pathIncludes: "/spaces" });
      const outcomes = [await callSpaces(), await callSpaces()];
      stage.emulator.clearFaults();
      slowest[fault.kind] = Math.max(...outcomes.map(({ ms }) => ms));
      for (const outcome of outcomes) {
        expect(outcome.status, fault.kind).toBe(200);
        expect(outcome.text.includes('"isError":true'), fault.kind).toBe(true);
        expect(outcome.ms, fault.kind).toBeLessThanOrEqual(callTimeoutMs * 1.1);
      }
      // One good call between keeps the circuit closed.
      expect(isGood(await callSpaces()), fault.kind).toBe(true);
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    const after = await replica.look();
    tell("47, slowest in ms", slowest);
    tell("47", {
      "heap MB more": (after.heapUsed - before.heapUsed) / 1e6,
      "buffers MB more": (after.arrayBuffers - before.arrayBuffers) / 1e6,
      sockets: openDescriptors(replica.process.child.pid ?? 0),
    });
    expect(after.heapUsed - before.heapUsed).toBeLessThan(10e6);
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(10e6);
  });
});

describe("assurance 48: clients that leave", () => {
  it("2,000 times at every phase leave the process alive, and the upstream is told within 100 ms", async () => {
    const api = await startPlainApi();
    const delays: number[] = [];
    let leftAt = new Map<string, number>();
    api.answer((request, response) => {
      const id = new URL(request.url ?? "/", "http://x").searchParams.get("id") ?? "";
      response.on("close", () => {
        const at = leftAt.get(id);
        if (!response.writableFinished && at !== undefined) delays.push(performance.now() - at);
      });
      if (Number(id) % 4 === 3) response.writeHead(200, { "content-type": "application/json" }).write("{");
      if (Number(id) % 4 === 1) setTimeout(() => answerJson()(request, response), 20);
    });
    const server = await publishServer(stage, {
      workspace,
      slug: "leaving",
      documents: [{ document: withId, baseUrl: api.url }],
    });
    leftAt = new Map();
    // Client and upstream live in this process: what its own loop is late is not the product's.
    const ownDelay = monitorEventLoopDelay({ resolution: 1 });
    ownDelay.enable();
    const total = 2_000;
    for (let at = 0; at < total; at += 20)
      await Promise.all(Array.from({ length: 20 }, (_, index) => leave(server, at + index, leftAt)));
    await expect.poll(() => replica.look().then(({ heapUsed }) => heapUsed), { timeout: 5_000 }).toBeLessThan(150e6);
    api.answer(answerJson());
    const good = await caller.call({ path: server.path, tool: server.nameOf("get"), args: { id: "last" }, token });
    await api.close();
    const sorted = delays.toSorted((a, b) => a - b);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
    const ownMs = ownDelay.percentile(99) / 1e6;
    ownDelay.disable();
    tell("48", {
      aborts: total,
      "seen upstream": delays.length,
      "p50 ms": sorted[Math.floor(sorted.length / 2)] ?? 0,
      "p99 ms": p99,
      "max ms": sorted.at(-1) ?? 0,
      "of which the test's own loop, p99 ms": ownMs,
    });
    expect(isGood(good), good.text).toBe(true);
    expect(delays.length).toBeGreaterThan(total / 8);
    expect(p99 - ownMs).toBeLessThan(100);
    expect(replica.process.child.exitCode).toBeNull();
  });

  const withId = {
    openapi: "3.0.3",
    info: { title: "With id", version: "1" },
    paths: {
      "/get": {
        get: {
          operationId: "get",
          parameters: [{ name: "id", in: "query", schema: { type: "string" } }],
          responses: { 200: { description: "Done" } },
        },
      },
    },
  };
});

describe("assurance 49: one dead provider", () => {
  it("opens its circuit after 5 failures, never sees a write twice, and costs the others little", async () => {
    const [alive, dead] = [await startPlainApi(), await startPlainApi()];
    const [good, bad] = [await publishAt("alive", alive.url), await publishAt("dead", dead.url)];
    dead.answer((request) => request.socket.resetAndDestroy());
    for (let round = 0; round < 4; round += 1)
      await caller.call({ path: bad.path, tool: bad.nameOf("createItem"), args: { text: "x" }, token });
    expect(dead.counts.get("/items")).toBe(4);
    for (let round = 0; round < 20; round += 1)
      await caller.call({ path: bad.path, tool: bad.nameOf("createItem"), args: { text: "x" }, token });
    const reached = dead.counts.get("/items") ?? 0;
    const goodCall = { path: good.path, tool: good.nameOf("listItems"), token };
    const badCall = { path: bad.path, tool: bad.nameOf("listItems"), token };
    // At one rate, half the traffic to a provider that is well or dead: the others' calls are compared.
    const run = async (other: typeof goodCall): Promise<number> => {
      const next = (index: number) => (index % 2 === 0 ? goodCall : other);
      const { outcomes } = await runOpenLoop({ caller, perSecond: 100, durationMs: 5_000, next });
      return percentile(outcomes.filter(isGood), 0.99);
    };
    await run(goodCall);
    const ratios: number[] = [];
    const p99s: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const well = await run(goodCall);
      const beside = await run(badCall);
      ratios.push(beside / well);
      p99s.push(beside);
    }
    await Promise.all([alive.close(), dead.close()]);
    const ratio = ratios.toSorted((a, b) => a - b)[2] ?? 0;
    tell("49", {
      "writes that reached the dead one in 24 calls": reached,
      "p99 ms beside it": p99s[2] ?? 0,
      "p99 ratio, median of 5": ratio,
    });
    expect(reached).toBe(5);
    expect(ratio).toBeLessThanOrEqual(1.2);
  });
});

describe("assurance 59: an exception that nobody caught", () => {
  it("is logged, lets calls in flight end, and ends the process with a code", async () => {
    const api = await startPlainApi((request, response) => setTimeout(() => answerJson()(request, response), 1_500));
    const server = await publishServer(stage, {
      workspace,
      slug: "slow",
      documents: [{ document: plainDocument, baseUrl: api.url }],
    });
    const doomed = await startProbedReplica(stage);
    const inside = createCaller(doomed.url, 4);
    const calls = Array.from({ length: 4 }, () =>
      inside.call({ path: server.path, tool: server.nameOf("listItems"), token }),
    );
    await expect.poll(() => api.counts.get("/items")).toBe(4);
    const ended = new Promise<number | null>((resolve) => doomed.process.child.once("exit", resolve));
    doomed.throwInside();
    const outcomes = await Promise.all(calls);
    await inside.close();
    const code = await ended;
    await api.close();
    tell("59", { "in flight": outcomes.length, answered: outcomes.filter(isGood).length, "exit code": code ?? "none" });
    expect(outcomes.filter(isGood)).toHaveLength(4);
    expect(code).toBe(1);
    expect(doomed.process.logs()).toContain("A defect on purpose");
  });
});

/** Status of a 12 MB body; the connection may be cut after the answer. */
const sendLarge = (announced: boolean): Promise<number> =>
  new Promise((resolve) => {
    const socket = connect(replica.port, "127.0.0.1");
    const bytes = 12_000_000;
    const chunk = Buffer.alloc(100_000, "x");
    const head = `POST ${wiki.path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\n`;
    let answer = "";
    socket.on("data", (data: Buffer) => {
      answer += data.toString();
      if (answer.includes("\r\n\r\n")) socket.destroy();
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1] ?? 0)));
    socket.write(`${head}${announced ? `content-length: ${bytes}` : "transfer-encoding: chunked"}\r\n\r\n`);
    const pour = (sent: number): void => {
      if (socket.destroyed || sent >= bytes) {
        socket.end();
        return;
      }
      socket.write(
        announced
          ? chunk
          : Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n")]),
        () => pour(sent + chunk.length),
      );
    };
    pour(0);
  });

/** Leaves with part of the head sent, part of the body, while the upstream works, or while it answers. */
const leave = (server: StagedServer, index: number, leftAt: Map<string, number>): Promise<void> =>
  new Promise((resolve) => {
    const request = { path: server.path, tool: server.nameOf("get"), args: { id: String(index) }, token };
    const body = messageOf(request);
    const lines = Object.entries({
      ...headersOf(request),
      host: "x",
      "content-length": String(Buffer.byteLength(body)),
    });
    const whole = `POST ${server.path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join("\r\n")}\r\n\r\n${body}`;
    const share = [0.3, 1, 0.9, 1][index % 4] ?? 1;
    const socket = connect(replica.port, "127.0.0.1", () =>
      socket.write(whole.slice(0, Math.floor(whole.length * share))),
    );
    socket.on("error", () => undefined);
    setTimeout(
      () => {
        leftAt.set(String(index), performance.now());
        socket.destroy();
        resolve();
      },
      15 + (index % 30),
    );
  });

const publishAt = (slug: string, baseUrl: string) =>
  publishServer(stage, {
    workspace,
    slug,
    documents: [{ document: plainDocument, baseUrl }],
    policy: { callTimeoutMs },
  });
