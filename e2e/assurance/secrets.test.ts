// Numbers 17, 18 and 22 on running processes, and wrong keys at start. 16 is `npm run prove:no-tokens`; 19 to 21 stand in
// packages/core/src/{secret-box,seal}.
import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { generateKeyringEntry, sealedWithKey } from "@breezeway/core";
import { ciphertextColumns, listCiphertexts } from "@breezeway/db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { searchCanaries } from "../support/canary-search.ts";
import { freePort } from "../support/free-port.ts";
import { rawMcp } from "../support/raw-mcp.ts";
import { runCommand } from "../support/start-process.ts";
import { emulatedDocuments, publishOAuthServer } from "./stage/emulated-atlassian.ts";
import { createCaller, headersOf, isGood, messageOf, runClosedLoop, tell } from "./stage/load.ts";
import { answerJson, plainDocument, startPlainApi } from "./stage/plain-api.ts";
import { startProbedReplica } from "./stage/probed-replica.ts";
import { createCredential, createWorkspace, publishServer, type StagedWorkspace } from "./stage/publish.ts";
import { refresh, signInForTokens, type Tokens } from "./stage/sign-in.ts";
import { type Stage, startStage } from "./stage/stage.ts";

let stage: Stage;
let workspace: StagedWorkspace;
const oldKey = generateKeyringEntry(Date.now()).reveal();
const newKey = generateKeyringEntry(Date.now() + 40 * 86_400_000).reveal();

beforeAll(async () => {
  stage = await startStage({ encryptionKeys: oldKey });
  workspace = await createWorkspace(stage, "acme");
});
afterAll(() => stage?.close());

const newBearer = (): string => `canary-${randomBytes(24).toString("hex")}`;

describe("assurance 17 and 18: the heap of a data plane", () => {
  it("holds none of 1,000 bearers and 30 sign-ins, half of whose calls failed, once their sockets are closed", async () => {
    const replica = await startProbedReplica(stage);
    const documents = await emulatedDocuments(stage.emulator);
    const server = await publishServer(stage, { workspace, slug: "passing", documents });
    const oauth = await publishOAuthServer(stage, { workspace, slug: "signed-in" });
    const caller = createCaller(replica.url, 16);
    const bearers = Array.from({ length: 1_000 }, newBearer);
    const spaces = server.nameOf("getSpaces");
    const statuses = new Map<number, number>();
    for (const [index, bearer] of bearers.entries()) {
      stage.emulator.clearFaults();
      if (index % 2 === 0) stage.emulator.issueToken({ token: bearer });
      const fault = faults[index % 20];
      if (fault !== undefined) stage.emulator.addFault({ fault, pathIncludes: "/spaces" });
      const { status } = await caller.call({ path: server.path, tool: spaces, token: bearer });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (index % 10 === 0) await abortHalfway(replica.url, server.path, spaces, bearer);
      if (index % 10 === 1) await sendBroken(replica.url, server.path, bearer);
    }
    stage.emulator.clearFaults();
    const sealed: Tokens[] = [];
    for (let round = 0; round < 30; round += 1) {
      const tokens = await signInForTokens({ mcpUrl: oauth.mcpUrl });
      await caller.call({ path: oauth.path, tool: oauth.nameOf("getSpaces"), token: tokens.accessToken });
      await refresh(oauth.mcpUrl, { clientId: tokens.clientId, refreshToken: tokens.refreshToken });
      sealed.push(tokens);
    }
    const upstream = upstreamTokens();
    await caller.close();
    // Upstream connections are kept for a while; closing them from the other side frees their buffers.
    await stage.closeEmulator();
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    const snapshot = await replica.snapshot();
    const canaries = {
      ...Object.fromEntries(bearers.map((bearer, index) => [`bearer ${index}`, bearer])),
      ...Object.fromEntries(
        sealed.flatMap((tokens, index) => [
          [`access ${index}`, tokens.accessToken],
          [`refresh ${index}`, tokens.refreshToken],
        ]),
      ),
      ...Object.fromEntries(upstream.map((token, index) => [`upstream ${index}`, token])),
    };
    const found = await findPlain(snapshot, canaries);
    const logs = await searchCanaries({
      canaries: sample(canaries),
      directories: [],
      texts: { logs: replica.process.logs() },
    });
    tell("17, 18", {
      canaries: Object.keys(canaries).length,
      "snapshot MB": statSync(snapshot).size / 1e6,
      statuses: [...statuses].map(([status, count]) => `${count}×${status}`).join(" "),
      "in heap": found.length,
      "in logs": logs.hits.length,
    });
    expect(upstream.length).toBeGreaterThan(20);
    expect(found).toEqual([]);
    expect(logs.hits).toEqual([]);
    await replica.process.stop();
  });

  const faults = [
    undefined,
    undefined,
    { kind: "reset" },
    { kind: "invalid_json" },
    undefined,
    { kind: "truncate" },
    undefined,
    { kind: "token_refused" },
    undefined,
    { kind: "huge_headers" },
    undefined,
    { kind: "status", status: 500 },
    undefined,
    { kind: "wrong_length", declaredBytes: 5_000 },
    undefined,
    { kind: "gzip_bomb", inflatedBytes: 20_000_000 },
    undefined,
    { kind: "scope_refused" },
    undefined,
    { kind: "rate_limit" },
  ] as const;
});

describe("assurance 22: keys", () => {
  it("are rotated online under load without a failed call, and the old one can go afterwards", async () => {
    const second = await startStage({ encryptionKeys: oldKey, replicas: 2 });
    const api = await startPlainApi();
    try {
      const acme = await createWorkspace(second, "acme");
      api.answer((request, response) =>
        answerJson({ authorization: request.headers.authorization })(request, response),
      );
      for (let index = 0; index < 300; index += 1)
        await createCredential(second, acme, { kind: "bearer", secret: `shared-${index}`, name: `Key ${index}` });
      const credentialId = await createCredential(second, acme, {
        kind: "bearer",
        secret: "shared-secret-not-a-secret",
      });
      const shared = await publishServer(second, {
        workspace: acme,
        slug: "shared",
        documents: [{ document: plainDocument, baseUrl: api.url }],
        credential: { mode: "bearer", credentialId },
        access: "public",
      });
      const oauth = await publishOAuthServer(second, { workspace: acme, slug: "wiki" });
      const tokens = await signInForTokens({ mcpUrl: oauth.mcpUrl });
      const both = await second.startReplica({ env: { ENCRYPTION_KEYS: `${newKey},${oldKey}` } });
      const caller = createCaller(both.url, 8);
      const [load, rotation] = await Promise.all([
        runClosedLoop({
          caller,
          callers: 8,
          durationMs: 6_000,
          next: (index) =>
            index % 2 === 0
              ? { path: shared.path, tool: shared.nameOf("listItems") }
              : { path: oauth.path, tool: oauth.nameOf("getSpaces"), token: tokens.accessToken },
        }),
        runCommand(["keys", "rotate"], {
          ...second.environment,
          ENCRYPTION_KEYS: `${newKey},${oldKey}`,
          LOG_LEVEL: "warn",
        }),
      ]);
      await caller.close();
      const failed = load.outcomes.filter((outcome) => !isGood(outcome)).length + load.broken.length;
      tell("22", { calls: load.outcomes.length, failed, rotation: rotation.output.split("\n")[0] ?? "" });
      expect(rotation.code, rotation.output).toBe(0);
      expect(failed).toBe(0);
      expect(await sealedUnder(second)).toEqual([newKey.split(":")[0]]);

      const alone = await second.startReplica({ env: { ENCRYPTION_KEYS: newKey } });
      const after = createCaller(alone.url, 1);
      const good = await after.call({ path: shared.path, tool: shared.nameOf("listItems") });
      expect(good.text).toContain("Bearer shared-secret-not-a-secret");
      await after.close();
      // What clients hold was sealed under the key that is gone: they sign in again, and nothing breaks.
      const gone = await rawMcp({
        url: `${alone.url}${oauth.path}`,
        era: "modern",
        method: "tools/list",
        token: tokens.accessToken,
      });
      expect([gone.status, gone.headers.get("www-authenticate")]).toEqual([
        401,
        expect.stringContaining("invalid_token"),
      ]);
      const stale = await refresh(oauth.mcpUrl, tokens, {}, (url) => `${alone.url}${new URL(url).pathname}`);
      expect([stale.status, stale.json["error"]]).toEqual([400, "invalid_grant"]);
    } finally {
      await api.close();
      await second.close();
    }
  });

  it("that are not the database's keep a process from starting, within 2 s", async () => {
    const port = String(await freePort());
    // The fastest of three: how long a start takes on a busy machine is not what is asked.
    const start = async (env: Readonly<Record<string, string>>) => {
      const runs: { readonly code: number | null; readonly output: string; readonly ms: number }[] = [];
      for (let round = 0; round < 3; round += 1) {
        const startedAt = performance.now();
        const run = await runCommand(["runtime", "--port", port], { ...stage.environment, ...env });
        runs.push({ ...run, ms: performance.now() - startedAt });
      }
      const [first] = runs.toSorted((one, another) => one.ms - another.ms);
      if (first === undefined) throw new Error("Nothing was started.");
      return first;
    };
    const [id = ""] = oldKey.split(":");
    const wrongKey = await start({ ENCRYPTION_KEYS: generateKeyringEntry(0).reveal() });
    const sameId = await start({ ENCRYPTION_KEYS: `${id}:${randomBytes(32).toString("base64")}` });
    const wrongHash = await start({ CONNECTION_HASH_KEY: randomBytes(32).toString("base64") });
    const missing = await start({ NODE_ENV: "production", ENCRYPTION_KEYS: "" });
    tell("22, wrong keys at start", {
      "new key ms": wrongKey.ms,
      "same id ms": sameId.ms,
      "hash key ms": wrongHash.ms,
      "missing ms": missing.ms,
    });
    expect(wrongKey.output).toContain("none of these keys");
    expect(sameId.output).toContain("another key");
    expect(wrongHash.output).toContain("CONNECTION_HASH_KEY");
    for (const { code, ms, output } of [wrongKey, sameId, wrongHash, missing]) {
      expect(code, output).toBe(2);
      expect(ms).toBeLessThan(2_000);
    }
  });
});

const upstreamTokens = (): string[] => {
  const seen = stage.emulator
    .recordedRequests()
    .flatMap(({ rawHeaders }) => rawHeaders.filter(([name]) => name.toLowerCase() === "authorization"))
    .map(([, value]) => value.replace(/^Bearer /, ""));
  return [...new Set(seen)].filter((token) => !token.startsWith("canary-"));
};

const abortHalfway = async (url: string, path: string, tool: string, token: string): Promise<void> => {
  const request = fetch(`${url}${path}`, {
    method: "POST",
    headers: headersOf({ path, tool, token }),
    body: messageOf({ path, tool }),
    signal: AbortSignal.timeout(1),
  });
  await request.then((response) => response.arrayBuffer()).catch(() => undefined);
};

const sendBroken = async (url: string, path: string, token: string): Promise<void> => {
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${token}"`,
  });
  await response.arrayBuffer();
};

/** Every canary as it is; a heap holds texts, not encodings of them. */
const findPlain = async (file: string, canaries: Readonly<Record<string, string>>): Promise<string[]> => {
  const text = await readFile(file, "latin1");
  return Object.entries(canaries).flatMap(([name, value]) => (text.includes(value.slice(0, 60)) ? [name] : []));
};

const sample = (canaries: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(canaries).filter((_, index) => index % 10 === 0));

const sealedUnder = async (at: Stage): Promise<string[]> => {
  const keys = new Set<string>();
  for (const place of ciphertextColumns) {
    const rows = await at.owner.unscoped((tx) => listCiphertexts(tx, { place, afterRowId: "", limit: 1_000 }));
    for (const { ciphertext } of rows) keys.add(sealedWithKey(ciphertext) ?? "unreadable");
  }
  return [...keys];
};
