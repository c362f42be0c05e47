import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { atDemoSite, demo, demoTokens, type Emulator, startEmulator } from "@breezeway/emulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { searchCanaries } from "../support/canary-search.ts";
import { contention } from "../support/contention.ts";
import { connectors, connectCurrentClient } from "../support/mcp-clients.ts";
import { eras, rawMcp } from "../support/raw-mcp.ts";
import { realDocument } from "../support/repository.ts";
import { type RunningProcess, runCommand, startProcess } from "../support/start-process.ts";

let emulator: Emulator;
let directory: string;
let running: RunningProcess | undefined;

beforeAll(async () => {
  emulator = await startEmulator();
});
afterAll(() => emulator?.close());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "breezeway-serve-"));
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await rm(directory, { recursive: true, force: true });
});

const serve = async (
  document: string,
  flags: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ mcpUrl: string; token: string | undefined }> => {
  running = await startProcess({
    args: ["serve", document, "--port", "0", "--data-dir", join(directory, "data"), ...flags],
    readyFile: join(directory, "ready.json"),
    env,
  });
  return { mcpUrl: running.ready.mcpUrl ?? "", token: running.ready.token };
};

describe("serve", () => {
  it.each(connectors.map((connect) => [connect.name, connect] as const))(
    "passes each user's own token through to the API (%s)",
    async (_line, connect) => {
      const { mcpUrl } = await serve(emulator.urls.documents.v2);
      const client = await connect({ url: mcpUrl, token: emulator.issueToken() });
      expect((await client.listTools()).length).toBeGreaterThan(20);
      const result = await client.callTool("getSpaces", { keys: ["ENG", "OPS"] });
      const spaces = JSON.parse(result.text) as { results: { key: string }[] };
      expect(spaces.results.map((space) => space.key)).toEqual(["ENG", "OPS"]);
      await client.close();
    },
  );

  it("tells a refused token, a missing scope, an account without access and a miss apart", async () => {
    const { mcpUrl } = await serve(emulator.urls.documents.v2);
    const call = (token: string, name: string, args: Record<string, unknown>, era: (typeof eras)[number]) =>
      rawMcp({ url: mcpUrl, era, method: "tools/call", params: { name, arguments: args }, token });
    for (const era of eras) {
      expect((await call(demoTokens.expired, "getSpaces", {}, era)).status).toBe(401);
      expect((await call(demoTokens.scopePoor, "getSpaces", {}, era)).status).toBe(403);
      const noAccess = await call(demoTokens.noAccess, "getSpaces", {}, era);
      expect([noAccess.status, noAccess.text]).toEqual([200, expect.stringMatching(/account/i)]);
      const miss = await call(demoTokens.full, "getPageById", { id: "999" }, era);
      expect([miss.status, miss.text]).toEqual([200, expect.stringContaining("Cannot find a page with id [999]")]);
    }
  });

  it("guards a shared credential by an access key, which it shows once", async () => {
    const { mcpUrl, token } = await serve(emulator.urls.documents.v2, ["--auth", "basic"], {
      UPSTREAM_CREDENTIAL: `${demo.email}:${demo.apiToken}`,
    });
    expect((await rawMcp({ url: mcpUrl, era: "modern", method: "tools/list" })).status).toBe(401);
    const client = await connectCurrentClient({ url: mcpUrl, token: token ?? "" });
    expect((await client.callTool("getSpaces", {})).isError).toBe(false);
    await client.close();
    expect(running?.logs()).not.toContain(demo.apiToken);
  });

  it("serves from several processes behind one port", async () => {
    const { mcpUrl } = await serve(emulator.urls.documents.v2, ["--workers", "2"]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        rawMcp({ url: mcpUrl, era: "modern", method: "tools/list", token: demoTokens.full }),
      ),
    );
    expect(answers.map((answer) => answer.status)).toEqual(answers.map(() => 200));
  });

  it.runIf(realDocument("confluence/cloud-v2.2026-07.json"))(
    "serves the real document by file and base URL",
    async () => {
      const { mcpUrl } = await serve(realDocument("confluence/cloud-v2.2026-07.json") ?? "", [
        "--base-url",
        atDemoSite(emulator.urls.api.confluenceV2),
      ]);
      const client = await connectCurrentClient({ url: mcpUrl, token: demoTokens.full });
      expect(await client.listTools()).toHaveLength(218);
      expect((await client.callTool("getPages", { limit: 1 })).text).toContain("Engineering home");
      await client.close();
    },
  );
});

describe("what serve leaves behind", () => {
  it("holds no token on disk or in its output, whatever became of the calls", async () => {
    const canaries = {
      used: emulator.issueToken(),
      refused: emulator.issueToken({ expiresInSeconds: -1 }),
      poor: emulator.issueToken({ scopes: ["read:me"] }),
      shared: demo.apiToken,
    };
    const { mcpUrl } = await serve(emulator.urls.documents.v2, ["--log-level", "debug"]);
    for (const token of Object.values(canaries))
      for (const era of eras)
        for (const [name, args] of [
          ["getSpaces", {}],
          ["getPageById", { id: "999" }],
          ["noSuchTool", {}],
        ] as const)
          await rawMcp({ url: mcpUrl, era, method: "tools/call", params: { name, arguments: args }, token });
    emulator.addFault({ fault: { kind: "reset" }, times: 4 });
    await rawMcp({
      url: mcpUrl,
      era: "modern",
      method: "tools/call",
      params: { name: "getSpaces", arguments: {} },
      token: canaries.used,
    });
    emulator.clearFaults();
    const search = () =>
      searchCanaries({ canaries, directories: [directory], texts: { output: running?.logs() ?? "" } });
    const whileRunning = await search();
    await running?.stop();
    const afterwards = await search();
    expect(afterwards.bytes).toBeGreaterThan(10_000_000);
    expect([...whileRunning.hits, ...afterwards.hits]).toEqual([]);
  });

  it("publishes anew under the same address when it is started again", async () => {
    const first = await serve(emulator.urls.documents.v2, ["--auth", "none", "--slug", "again"]);
    await running?.stop();
    const second = await serve(emulator.urls.documents.v2, ["--auth", "none", "--slug", "again"]);
    expect(new URL(second.mcpUrl).pathname).toBe(new URL(first.mcpUrl).pathname);
    expect(running?.startupMs).toBeLessThan(5_000 * contention());
  });
});

describe("the command line", () => {
  it("refuses a port that is taken, and says what to do", async () => {
    const port = new URL(emulator.url).port;
    const { code, output } = await runCommand([
      "serve",
      emulator.urls.documents.v2,
      "--port",
      port,
      "--data-dir",
      join(directory, "data"),
    ]);
    expect([code, output]).toEqual([1, expect.stringMatching(/taken.*--port/s)]);
  });

  it("ends with 2 for an unknown flag and with 1 for a document that is none", async () => {
    expect((await runCommand(["serve", "x", "--no-such-flag"])).code).toBe(2);
    const { code, output } = await runCommand([
      "serve",
      emulator.url,
      "--port",
      "0",
      "--data-dir",
      join(directory, "data"),
    ]);
    expect(code).toBe(1);
    expect(output).not.toContain("    at ");
  });
});
