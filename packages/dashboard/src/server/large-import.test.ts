import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RouteOutput } from "./api/routes.ts";
import { manyOperations, readEvents } from "./testing/documents.ts";
import { foundWorkspace } from "./testing/people.ts";
import type { Team } from "./testing/people.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";

// Above what is seen, and far below what comparing or parsing on this thread would take.
const longestTurnMs = 100;

/** The most processor time that one turn of this thread's loop took; other work of the machine does not stretch it. */
const turnsOf = async <Result>(work: () => Promise<Result>): Promise<{ result: Result; longestMs: number }> => {
  let longestMs = 0;
  let before = process.threadCpuUsage();
  const look = (): void => {
    const { user, system } = process.threadCpuUsage(before);
    longestMs = Math.max(longestMs, (user + system) / 1_000);
    before = process.threadCpuUsage();
    next = setTimeout(look, 1);
  };
  let next = setTimeout(look, 1);
  const result = await work();
  clearTimeout(next);
  return { result, longestMs };
};

describe.each([
  { operations: 6_000, bytesEach: 300, bytesAtLeast: 3_000_000, what: "6,000 operations" },
  { operations: 600, bytesEach: 34_000, bytesAtLeast: 13_000_000, what: "13 MB" },
])("a document of $what", ({ operations, bytesEach, bytesAtLeast }) => {
  let dashboard: TestDashboard;
  let team: Team;
  let host: Server;
  let served: Buffer;
  const serve = (edition: string, count: number): void => {
    served = Buffer.from(JSON.stringify(manyOperations(count, bytesEach, edition)));
  };
  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    host = createServer((_request, response) => response.setHeader("content-type", "application/json").end(served));
    await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  }, 60_000);
  afterAll(async () => {
    host.close();
    await dashboard.close();
  });

  it("leaves this thread to its work while it is inspected, stored, compared and stored again", async () => {
    const { browser } = team.owner;
    const params = { workspace: team.workspace.slug };
    const turns = new Map<string, number>();
    const during = async <Result>(name: string, work: () => Promise<Result>): Promise<Result> => {
      const { result, longestMs } = await turnsOf(work);
      turns.set(name, longestMs);
      return result;
    };

    const { port } = host.address() as AddressInfo;
    const source = { kind: "url", url: `http://127.0.0.1:${port}/openapi.json` } as const;
    serve("first", operations);
    const inspected = await during("inspect", () => browser.call("previewImport", { params, body: { source } }));
    const first = readEvents<RouteOutput<"previewImport">>(inspected.text).at(-1);
    if (first?.type !== "result") throw new Error(inspected.text.slice(0, 500));
    const { documentHash, document } = first.preview;
    expect(document.bytes).toBeGreaterThan(bytesAtLeast);
    const body = {
      name: "Many",
      slug: "many",
      sources: [{ source, documentHash, baseUrl: "https://api.example.test" }],
      credential: { mode: "passthrough" },
    };
    const created = await during("create", () => browser.get("createServer", { params, body }));

    const place = { ...params, server: "many", sourceId: created.sources[0]?.id ?? "" };
    serve("second", operations + 5);
    const compared = await during("compare", () =>
      browser.call("previewReimport", { params: place, body: { source } }),
    );
    const events = readEvents<RouteOutput<"previewReimport">>(compared.text);
    const last = events.at(-1);
    if (last?.type !== "result") throw new Error(compared.text.slice(0, 500));
    expect(events.length).toBeGreaterThan(3);
    expect(last.preview).toMatchObject({ unchanged: false, removed: [], breaking: 0 });
    expect([last.preview.added.length, last.preview.changed.length]).toEqual([5, operations]);
    const choice = { source, documentHash: last.preview.documentHash };
    const applied = await during("apply", () => browser.get("applyReimport", { params: place, body: choice }));
    expect(applied).toMatchObject({ toolsTotal: created.toolsTotal + 5 });

    if (process.env["BREEZEWAY_TIMES"] !== undefined) console.table(Object.fromEntries(turns));
    for (const [name, ms] of turns) expect(ms, name).toBeLessThan(longestTurnMs);
  }, 180_000);
});
