// Numbers 51 to 54, 55 and 60 on running processes: a database that stops, freezes or stays silent, replicas that die or
// are replaced. Scales are smaller than asked and stand in the titles.
import { createServer, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { createLogger } from "@breezeway/core";
import { revokeAllConnections, startPrivateCluster } from "@breezeway/db";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { startSilentListenProxy } from "../support/silent-listen-proxy.ts";
import { publishOAuthServer } from "./stage/emulated-atlassian.ts";
import { type Caller, createCaller, isGood, type Load, percentile, runOpenLoop, tell } from "./stage/load.ts";
import { type PlainApi, plainDocument, startPlainApi } from "./stage/plain-api.ts";
import { familyOf } from "./stage/process-facts.ts";
import { createWorkspace, publishServer, type StagedServer, type StagedWorkspace } from "./stage/publish.ts";
import { signInForTokens } from "./stage/sign-in.ts";
import { type Replica, type Stage, startStage } from "./stage/stage.ts";

const token = "bearer-of-a-test-not-a-secret";

let stage: Stage;
let workspace: StagedWorkspace;
let api: PlainApi;
let server: StagedServer;
let replica: Replica;
let caller: Caller;

beforeEach(async () => {
  stage = await startStage({ env: { LOG_LEVEL: "error" } });
  workspace = await createWorkspace(stage, "acme");
  api = await startPlainApi();
  server = await publishPlain("plain");
  const [only] = stage.replicas;
  if (only === undefined) throw new Error("The stage has a replica.");
  replica = only;
  caller = createCaller(replica.url, 32);
  const first = await caller.call(aCall(server));
  if (!isGood(first)) throw new Error(`The first call answered ${first.status}: ${first.text}`);
});
afterEach(async () => {
  await caller?.close();
  await api?.close();
  await stage?.close();
});

const publishPlain = (slug: string): Promise<StagedServer> =>
  publishServer(stage, { workspace, slug, documents: [{ document: plainDocument, baseUrl: api.url }] });
const aCall = (to: StagedServer, tool = "listItems") => ({ path: to.path, tool: to.nameOf(tool), token });
const statusesOf = ({ outcomes }: Load): string => {
  const counts = Map.groupBy(outcomes, ({ status, text }) =>
    text.includes('"isError":false') ? "good" : String(status),
  );
  return [...counts].map(([status, of]) => `${of.length}×${status}`).join(" ");
};
const countEvents = async (outcome?: string): Promise<number> => {
  const [row] = await stage.owner.unscoped(
    ({ sql }) => sql<{ n: number }[]>`
      SELECT count(*)::int AS n FROM audit_events WHERE ${outcome ?? "any"} = 'any' OR outcome = ${outcome ?? ""}`,
  );
  return row?.n ?? 0;
};

describe("assurance 51: PostgreSQL stopped for 20 s at 50 calls a second", () => {
  it("does not keep loaded servers from answering, and refuses others with 503 within 1 s", async () => {
    const unknown = await publishPlain("not-loaded");
    const before = await countEvents();
    await stage.cluster.stop();
    const [load, refused] = await Promise.all([
      runOpenLoop({ caller, perSecond: 50, durationMs: 20_000, next: () => aCall(server) }),
      caller.call(aCall(unknown)),
    ]);
    const again = await startPrivateCluster({
      dataDir: stage.dataDir,
      log: createLogger({ name: "again", level: "silent" }),
    });
    const good = load.outcomes.filter(isGood).length;
    tell("51", {
      calls: load.outcomes.length,
      outcomes: statusesOf(load),
      "not loaded": refused.status,
      "after ms": refused.ms,
    });
    expect(load.broken).toEqual([]);
    expect(good).toBe(load.outcomes.length);
    expect([refused.status, refused.retryAfter === undefined]).toEqual([503, false]);
    expect(refused.ms).toBeLessThan(1_000);
    // What was held meanwhile is written: nothing is lost.
    await expect.poll(() => countEvents().catch(() => 0), { timeout: 15_000 }).toBeGreaterThanOrEqual(before + good);
    await again.stop();
  });
});

describe("assurance 52: PostgreSQL frozen", () => {
  for (const mode of ["relaxed", "strict"] as const)
    it(`ends every query within 2 s, and the process lives on (audit ${mode})`, async () => {
      const frozen = await stage.startReplica({ env: { AUDIT_MODE: mode } });
      const unknown = await publishPlain(`not-loaded-${mode}`);
      const asking = createCaller(frozen.url, 32);
      expect(isGood(await asking.call(aCall(server)))).toBe(true);
      const processes = familyOf(stage.cluster.pid);
      for (const pid of processes) process.kill(pid, "SIGSTOP");
      const outcomes = await Promise.all([
        ...Array.from({ length: 10 }, () => asking.call(aCall(unknown))),
        ...Array.from({ length: 10 }, () => asking.call(aCall(server, "createItem"))),
      ]);
      await new Promise((resolve) => setTimeout(resolve, 5_000));
      for (const pid of processes) process.kill(pid, "SIGCONT");
      tell(`52, ${mode}`, {
        "not loaded": outcomes[0]?.status ?? 0,
        loaded: outcomes[10]?.status ?? 0,
        "slowest ms": Math.max(...outcomes.map(({ ms }) => ms)),
      });
      for (const { ms, status } of outcomes.slice(0, 10)) {
        expect(status).toBe(503);
        expect(ms).toBeLessThan(2_250);
      }
      for (const { ms } of outcomes.slice(10)) expect(ms).toBeLessThan(2_250);
      await expect.poll(async () => isGood(await asking.call(aCall(server))), { timeout: 10_000 }).toBe(true);
      expect(frozen.process.child.exitCode).toBeNull();
      await asking.close();
    });
});

describe("assurance 53: a replica killed by -9, 5 times in each mode", () => {
  for (const mode of ["strict", "relaxed"] as const)
    it(`loses ${mode === "strict" ? "no answered call" : "at most what one flush interval holds"} (audit ${mode})`, async () => {
      let lost = 0;
      let answered = 0;
      let allowed = 0;
      for (let round = 0; round < 5; round += 1) {
        const doomed = await stage.startReplica({ env: { AUDIT_MODE: mode } });
        const asking = createCaller(doomed.url, 8);
        await asking.call(aCall(server));
        await new Promise((resolve) => setTimeout(resolve, 300));
        const before = await countEvents();
        const loading = runOpenLoop({
          caller: asking,
          perSecond: 100,
          durationMs: 1_500,
          next: () => aCall(server, "createItem"),
        });
        await new Promise((resolve) => setTimeout(resolve, 800));
        await doomed.process.kill();
        const load = await loading;
        await asking.close();
        const good = load.outcomes.filter(isGood).length;
        answered += good;
        // A call that was written may have been killed before its answer: that only raises the count.
        lost += Math.max(0, before + good - (await countEvents()));
        allowed += 10;
      }
      tell(`53, ${mode}`, { kills: 5, answered, lost, "held by 100 ms at this rate": allowed });
      expect(answered).toBeGreaterThan(100);
      expect(lost).toBeLessThanOrEqual(mode === "strict" ? 0 : allowed);
    });
});

describe("assurance 54: a revocation", () => {
  it("is live on another replica within 250 ms, and within 5 s where LISTEN has gone silent", async () => {
    const deaf = await startSilentListenProxy(stage.environment["DATABASE_URL"] ?? "");
    const mute = await stage.startReplica({ env: { DATABASE_URL: deaf.url } });
    const oauth = await publishOAuthServer(stage, { workspace, slug: "wiki" });
    const { accessToken } = await signInForTokens({ mcpUrl: oauth.mcpUrl });
    const callers = [caller, createCaller(mute.url, 1)] as const;
    const ask = (at: Caller) => at.call({ path: oauth.path, tool: oauth.nameOf("getSpaces"), token: accessToken });
    for (const at of callers) expect((await ask(at)).status).toBe(200);
    await stage.control.inWorkspace({ workspaceId: workspace.id }, (tx) =>
      revokeAllConnections(tx, { serverId: oauth.id, deniedUntilMs: Date.now() + 3_600_000 }),
    );
    const revokedAt = performance.now();
    const seenAfter = await Promise.all(
      callers.map(async (at) => {
        while ((await ask(at)).status === 200) if (performance.now() - revokedAt > 10_000) return Infinity;
        return performance.now() - revokedAt;
      }),
    );
    tell("54, revocation", { "ms with LISTEN": seenAfter[0] ?? 0, "ms without": seenAfter[1] ?? 0 });
    expect(seenAfter[0]).toBeLessThan(250);
    expect(seenAfter[1]).toBeLessThan(5_000);
    await callers[1].close();
    await deaf.close();
  });
});

describe("assurance 55: 6 rolling restarts at 40 calls a second", () => {
  it("fail no request behind a balancer that asks /readyz", async () => {
    const second = await stage.startReplica();
    const targets = [replica, second];
    const balancer = await startReadyBalancer(targets);
    const asking = createCaller(balancer.url, 16);
    const loading = runOpenLoop({ caller: asking, perSecond: 40, durationMs: 40_000, next: () => aCall(server) });
    let restarts = 0;
    const until = performance.now() + 36_000;
    for (let index = 0; index < 6 && performance.now() < until; index += 1) {
      const at = index % 2;
      const old = targets[at];
      if (old === undefined) break;
      await old.process.stop();
      targets[at] = await stage.startReplica({ port: old.port });
      await new Promise((resolve) => setTimeout(resolve, 300));
      restarts += 1;
    }
    const load = await loading;
    await asking.close();
    await balancer.close();
    const failed = load.outcomes.filter((outcome) => !isGood(outcome)).length + load.broken.length;
    tell("55", {
      restarts,
      calls: load.outcomes.length,
      failed,
      "tried again by the balancer": balancer.retried(),
      "p99 ms": percentile(load.outcomes, 0.99),
    });
    expect(restarts).toBe(6);
    expect(failed).toBe(0);
  });
});

/** Takes the next target that will have a connection; a refused connection was no request, so the next one is tried. */
const startReadyBalancer = async (targets: readonly Replica[]) => {
  let next = 0;
  let retried = 0;
  const ready = new Set(targets.map(({ url }) => url));
  const check = setInterval(() => {
    for (const { url } of targets)
      fetch(`${url}/readyz`).then(
        ({ ok }) => void (ok ? ready.add(url) : ready.delete(url)),
        () => void ready.delete(url),
      );
  }, 100);
  const balancer = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => forward(Buffer.concat(chunks), 0));
    const forward = (body: Buffer, attempt: number): void => {
      const candidates = targets.filter(({ url }) => ready.has(url));
      const target = candidates[next++ % Math.max(1, candidates.length)] ?? targets[0];
      const { method, headers, url } = incoming;
      const forwarded = send(`${target?.url}${url}`, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "keep-alive" });
        answer.pipe(outgoing);
      });
      forwarded.on("error", (error: NodeJS.ErrnoException) => {
        const wasNoRequest = error.code === "ECONNREFUSED" || (forwarded.reusedSocket && error.code === "ECONNRESET");
        if (target !== undefined) ready.delete(target.url);
        if (wasNoRequest && attempt < 3) {
          retried += 1;
          forward(body, attempt + 1);
        } else outgoing.writeHead(502).end();
      });
      forwarded.end(body);
    };
  });
  await new Promise<void>((resolve) => balancer.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(balancer.address() as AddressInfo).port}`,
    retried: () => retried,
    close: () =>
      new Promise<void>((resolve) => {
        clearInterval(check);
        balancer.close(() => resolve());
        balancer.closeAllConnections();
      }),
  };
};
