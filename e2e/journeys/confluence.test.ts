import { demoTokens, type Emulator, startEmulator } from "@breezeway/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit, toolNames } from "../support/audit-log.ts";
import { searchCanaries } from "../support/canary-search.ts";
import { contention } from "../support/contention.ts";
import { emulatorDocuments, hasRealDocuments, realDocuments } from "../support/confluence-documents.ts";
import { readDatabaseAsText } from "../support/database-text.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { connectors } from "../support/mcp-clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, type DocumentToImport, publishServer } from "../support/publish-document.ts";
import { eras, rawMcp } from "../support/raw-mcp.ts";

let emulator: Emulator;
let product: Product;
let session: DashboardSession;
const canaries: Record<string, string> = {};

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct({ LOG_LEVEL: "debug" });
  session = await product.signIn();
});

afterAll(async () => {
  await product?.remove();
  await emulator?.close();
});

const issueCanary = (name: string, scopes?: readonly string[]): string => {
  const token = emulator.issueToken(scopes === undefined ? {} : { scopes });
  canaries[name] = token;
  return token;
};

const journey = (slug: string, documents: (emulator: Emulator) => readonly DocumentToImport[]): void => {
  let mcpUrl: string;
  let nameOf: (key: string) => string;

  it("imports the documents and publishes every tool", async () => {
    const server = await createServer(session, { slug, documents: documents(emulator) });
    expect(server.toolsTotal).toBeGreaterThan(30);
    const published = await publishServer(session, slug);
    expect(published.release.tools).toBe(server.toolsTotal);
    nameOf = await toolNames(session, slug);
    ({ mcpUrl } = published.server);
  });

  it.each(connectors.map((connect) => [connect.name, connect] as const))(
    "is used through %s",
    async (line, connect) => {
      const token = issueCanary(`${slug} ${line}`);
      const client = await connect({ url: mcpUrl, token });
      const call = (key: string, args: Record<string, unknown>) => client.callTool(nameOf(key), args);
      const read = async <Value>(key: string, args: Record<string, unknown>): Promise<Value> => {
        const result = await call(key, args);
        expect(result.isError, `${key}: ${result.text}`).toBe(false);
        return JSON.parse(result.text) as Value;
      };

      const listed = await client.listTools();
      expect(listed.map((tool) => tool.name)).toContain(nameOf("searchByCQL"));

      const found = await read<{ results: { content: { id: string } }[] }>("searchByCQL", {
        cql: 'type = page and title ~ "roll back"',
      });
      const [hit] = found.results;
      const runbook = await read<{ title: string; spaceId: string; body: { storage: { value: string } } }>(
        "getPageById",
        {
          id: hit?.content.id,
          "body-format": "storage",
        },
      );
      expect(runbook.title).toBe("Runbook: roll back a release");
      expect(runbook.body.storage.value).toContain('ac:name="warning"');

      const title = `Drill with ${slug} and ${line}`;
      const body = { representation: "storage", value: "<p>We rolled back within four minutes.</p>" };
      const created = await read<{ id: string; version: { number: number } }>("createPage", {
        spaceId: runbook.spaceId,
        title,
        body,
      });
      const update = (number: number) =>
        call("updatePage", {
          id: created.id,
          body_id: created.id,
          status: "current",
          title,
          body,
          version: { number },
        });
      const conflict = await update(created.version.number);
      expect(conflict.isError).toBe(true);
      expect(conflict.text).toContain("Version must be incremented");
      expect((await update(created.version.number + 1)).isError).toBe(false);

      await client.close();
    },
  );

  it.each(eras)("answers a refused token with HTTP 401 and a challenge in the %s era", async (era) => {
    const token = issueCanary(`${slug} refused ${era}`);
    emulator.revokeToken(token);
    const answer = await rawMcp({
      url: mcpUrl,
      era,
      method: "tools/call",
      params: { name: nameOf("getSpaces"), arguments: {} },
      token,
    });
    expect(answer.status, answer.text).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer .*error="invalid_token"/);
  });

  it.each(eras)("asks for a token with HTTP 401 when none came, in the %s era", async (era) => {
    const answer = await rawMcp({ url: mcpUrl, era, method: "tools/list" });
    expect(answer.status, answer.text).toBe(401);
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(answer.headers.get("www-authenticate")).not.toContain("error=");
  });

  it.each(eras)("answers a missing scope with 403 that names it, in the %s era", async (era) => {
    const answer = await rawMcp({
      url: mcpUrl,
      era,
      method: "tools/call",
      params: { name: nameOf("getSpaces"), arguments: {} },
      token: demoTokens.scopePoor,
    });
    expect(answer.status, answer.text).toBe(403);
    expect(answer.headers.get("www-authenticate")).toContain('error="insufficient_scope"');
    expect(answer.headers.get("www-authenticate")).toContain("read:space:confluence");
  });

  it("audits every call, each user's under one connection hash", async () => {
    const callsOfOneJourney = 5;
    await expect
      .poll(async () => (await listAudit(session, slug)).filter((row) => row.tool !== null).length)
      .toBe(connectors.length * callsOfOneJourney + 4);
    const calls = (await listAudit(session, slug)).filter((row) => row.tool !== null);
    const byConnection = Map.groupBy(calls, (row) => row.connection);
    const sizes = [...byConnection.values()].map((rows) => rows.length).toSorted((a, b) => b - a);
    expect(sizes.slice(0, connectors.length)).toEqual(connectors.map(() => callsOfOneJourney));
    for (const connection of byConnection.keys()) expect(connection).toMatch(/^[0-9a-f]{32}$/);
    expect(calls.map((row) => row.upstreamStatus)).toEqual(expect.arrayContaining([200, 401, 409]));
  });
};

describe("the emulator's documents", () => {
  journey("emulated", emulatorDocuments);
});

describe.runIf(hasRealDocuments)("the real documents", () => {
  journey("atlassian", realDocuments);
});

describe("afterwards", () => {
  it("no token is on disk, in the write-ahead log or in any log", async () => {
    const rows = await readDatabaseAsText(product.dataDir);
    expect(rows).toContain("audit_events");
    const texts = { rows, output: product.logs() };
    const running = await searchCanaries({ canaries, directories: [product.dataDir], texts });
    await product.stop();
    const stopped = await searchCanaries({ canaries, directories: [product.dataDir], texts: { logs: product.logs() } });
    expect(Object.keys(canaries).length).toBeGreaterThan(3);
    expect(stopped.bytes).toBeGreaterThan(10_000_000);
    expect([...running.hits, ...stopped.hits]).toEqual([]);
  });

  it("the data is there again after a restart", async () => {
    await product.restart();
    expect(product.process.startupMs).toBeLessThan(5_000 * contention());
    const again = await product.signIn();
    expect((await listAudit(again, "emulated")).length).toBeGreaterThan(0);
    const token = emulator.issueToken();
    const answer = await rawMcp({
      url: `${product.ready.dashboardUrl}/mcp/${again.workspace}/emulated`,
      era: "modern",
      method: "tools/list",
      token,
    });
    expect(answer.status, answer.text).toBe(200);
  });
});
