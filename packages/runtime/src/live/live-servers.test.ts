import type { ReleaseManifest } from "@breezeway/core";
import type { Change } from "@breezeway/db";
import { expect, test } from "vitest";
import { manifest, operation, stored, testIds, tool } from "../testing/manifest.ts";
import { createLiveServers } from "./live-servers.ts";
import type { LiveSource } from "./live-source.ts";

const published = (version: string): ReleaseManifest => {
  const base = manifest({
    baseUrl: "https://api.example.com",
    tools: [tool("t", operation({ method: "GET", path: "/t" }))],
  });
  return { ...base, server: { ...base.server, version } };
};

const change = (given: Partial<Change>): Change => ({
  seq: 1,
  workspaceId: testIds.workspace,
  serverId: testIds.server,
  kind: "release.published",
  payload: {},
  ...given,
});

const setUp = () => {
  const state = {
    release: stored(published("1")),
    revoked: [] as string[],
    stopped: false,
    isAway: false,
    nowMs: 1_000_000,
    caughtUpAtMs: 1_000_000,
    reads: 0,
  };
  const row = () => ({
    workspaceId: testIds.workspace,
    serverId: testIds.server,
    releaseId: state.release.id,
    draftReleaseId: undefined,
    epoch: 0,
    stopped: state.stopped,
  });
  const orAway = <Value>(value: Value): Promise<Value> => {
    state.reads += 1;
    return state.isAway ? Promise.reject(new Error("away")) : Promise.resolve(value);
  };
  const source: LiveSource = {
    findServer: ({ serverSlug }) => orAway(serverSlug === "wiki" ? row() : undefined),
    listServers: () => orAway([row()]),
    release: () => orAway(state.release),
    doors: () =>
      orAway({ revoked: state.revoked.map((hash) => ({ hash: hash as never, deniedUntilMs: 0 })), accessKeys: [] }),
  };
  const live = createLiveServers({
    source,
    publicUrl: "https://mcp.example.com",
    clock: () => state.nowMs,
    maxBytes: 10_000_000,
    maxStaleMs: 300_000,
    lastCaughtUpAt: () => state.caughtUpAtMs,
  });
  return { state, live };
};

test("answers from memory after the first look", async () => {
  const { state, live } = setUp();
  const server = await live.find("acme", "wiki");
  expect(server).toMatchObject({ resourceUrl: "https://mcp.example.com/mcp/acme/wiki", epoch: 0 });
  const { reads } = state;
  expect(live.find("acme", "wiki")).toBe(server);
  expect(await live.find("acme", "none")).toBeUndefined();
  expect(live.find("acme", "none")).toBeUndefined();
  expect(state.reads).toBe(reads + 1);
});

test("reads a server once for many that ask at once", async () => {
  const { state, live } = setUp();
  await Promise.all(Array.from({ length: 20 }, async () => live.find("acme", "wiki")));
  expect(state.reads).toBe(3);
});

test("takes in a publish, a revocation and a stop", async () => {
  const { state, live } = setUp();
  await live.find("acme", "wiki");
  state.release = stored(published("2"));
  state.revoked.push("a".repeat(32));
  await live.onChanges([change({})]);
  const fresh = await live.find("acme", "wiki");
  expect(fresh?.release.manifest.server.version).toBe("2");
  expect(fresh?.revoked.has("a".repeat(32))).toBe(true);
  state.stopped = true;
  await live.onChanges([change({ kind: "workspace.stopped", serverId: undefined })]);
  expect((await live.find("acme", "wiki"))?.stopped).toBe(true);
});

test("keeps a compiled release where only what stands beside it changed", async () => {
  const { live } = setUp();
  const before = await live.find("acme", "wiki");
  await live.onChanges([change({ kind: "access_key.created" })]);
  expect((await live.find("acme", "wiki"))?.release).toBe(before?.release);
});

test("finds a server published after it was asked for in vain", async () => {
  const { state, live } = setUp();
  state.stopped = false;
  expect(await live.find("acme", "later")).toBeUndefined();
  await live.onChanges([change({ serverId: undefined })]);
  const { reads } = state;
  await live.find("acme", "later");
  expect(state.reads).toBeGreaterThan(reads);
});

test("goes on serving while Postgres is away, until revocations may have been missed", async () => {
  const { state, live } = setUp();
  await live.find("acme", "wiki");
  state.isAway = true;
  state.nowMs += 299_000;
  expect(live.find("acme", "wiki")).toBeDefined();
  await expect(Promise.resolve(live.find("acme", "other"))).rejects.toThrow("away");
  state.nowMs += 2_000;
  expect(() => live.find("acme", "wiki")).toThrow(expect.objectContaining({ code: "unavailable" }) as Error);
});

test("lets a failed refresh be repeated, and serves the old state meanwhile", async () => {
  const { state, live } = setUp();
  await live.find("acme", "wiki");
  state.isAway = true;
  state.release = stored(published("2"));
  await expect(live.onChanges([change({})])).rejects.toThrow("away");
  expect((await live.find("acme", "wiki"))?.release.manifest.server.version).toBe("1");
  state.isAway = false;
  await live.onChanges([change({})]);
  expect((await live.find("acme", "wiki"))?.release.manifest.server.version).toBe("2");
});

test("lets go of one server that cannot be loaded, so that the changes of others are taken in", async () => {
  const { state, live } = setUp();
  await live.find("acme", "wiki");
  state.release = { ...stored(published("2")), contentHash: "damaged" };
  await expect(live.onChanges([change({})])).rejects.toMatchObject({ code: "unavailable" });
  await expect(live.onChanges([change({})])).rejects.toMatchObject({ code: "unavailable" });
  await live.onChanges([change({})]);
  await expect(Promise.resolve(live.find("acme", "wiki"))).rejects.toMatchObject({ code: "unavailable" });
  state.release = stored(published("3"));
  expect((await live.find("acme", "wiki"))?.release.manifest.server.version).toBe("3");
});

test("asks nobody for what cannot be an address", async () => {
  const { state, live } = setUp();
  for (const text of ["a\0b", "", "Acme", "a/b", "x".repeat(10_000)]) {
    expect(await live.find(text, "wiki")).toBeUndefined();
    expect(await live.find("acme", text)).toBeUndefined();
  }
  expect(state.reads).toBe(0);
});

test("refuses a release whose text is not what was published", async () => {
  const { state, live } = setUp();
  state.release = { ...state.release, text: state.release.text.replace("Wiki", "Wikj") };
  await expect(Promise.resolve(live.find("acme", "wiki"))).rejects.toMatchObject({ code: "unavailable" });
});
