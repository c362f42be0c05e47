import type { RouteOutput } from "@breezeway/dashboard";
import { demoTokens, type Emulator, startEmulator } from "@breezeway/emulator";
import { afterAll, beforeAll, expect, it } from "vitest";
import { emulatorDocuments } from "../support/confluence-documents.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { connectCurrentClient } from "../support/mcp-clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, publishServer } from "../support/publish-document.ts";

type ReimportEvent = RouteOutput<"previewReimport">;
type ReimportPreview = Extract<ReimportEvent, { type: "result" }>["preview"];

const slug = "changing";

let emulator: Emulator;
let product: Product;
let session: DashboardSession;
let base: string;
let sourceId: string;
let mcpUrl: string;

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  session = await product.signIn();
  base = `/api/workspaces/${session.workspace}/servers/${slug}`;
  const created = await createServer(session, { slug, documents: emulatorDocuments(emulator).slice(0, 1) });
  sourceId = created.sources[0]?.id ?? "";
  ({ mcpUrl } = (await publishServer(session, slug)).server);
});

afterAll(async () => {
  await product?.remove();
  await emulator?.close();
});

/** The document after a change upstream: one operation gone, one new, one with a new required parameter. */
const changedDocument = async (): Promise<object> => {
  const document = (await (await fetch(emulator.urls.documents.v2)).json()) as {
    paths: Record<string, Record<string, { operationId: string; parameters?: object[] }>>;
  };
  const spaces = document.paths["/spaces"]?.["get"];
  delete document.paths["/pages/{id}/ancestors"];
  if (spaces !== undefined) {
    document.paths["/spaces/archived"] = { get: { ...spaces, operationId: "getArchivedSpaces" } };
    document.paths["/spaces"] = {
      get: {
        ...spaces,
        parameters: [
          ...(spaces.parameters ?? []),
          { name: "purpose", in: "query", required: true, description: "Why.", schema: { type: "string" } },
        ],
      },
    };
  }
  return document;
};

const preview = async (): Promise<ReimportPreview> => {
  const event = await session.follow<ReimportEvent>(`${base}/sources/${sourceId}/reimport/preview`, {});
  if (event.type !== "result") throw new Error(JSON.stringify(event));
  return event.preview;
};

const listed = async (): Promise<readonly string[]> => {
  const client = await connectCurrentClient({ url: mcpUrl, token: demoTokens.full });
  const tools = await client.listTools();
  await client.close();
  return tools.map((tool) => tool.name);
};

it("finds a document unchanged while it is", async () => {
  expect(await preview()).toMatchObject({ unchanged: true });
});

it("says what a changed document adds, removes and breaks, and keeps the owner's edits", async () => {
  const edits = [{ sourceId, key: "getPages", name: "pages_of_the_wiki" }];
  expect((await session.send("POST", `${base}/tools/edit`, { edits })).status).toBe(200);
  emulator.replaceDocument("v2", await changedDocument());
  const found = await preview();
  expect(found.unchanged).toBe(false);
  expect(found.added.map((tool) => tool.key)).toEqual(["getArchivedSpaces"]);
  expect(found.removed.map((tool) => tool.key)).toEqual(["getPageAncestors"]);
  expect(found.changed.map((tool) => tool.key)).toEqual(["getSpaces"]);
  expect(found.breaking).toBeGreaterThanOrEqual(2);

  const applied = await session.send("POST", `${base}/sources/${sourceId}/reimport`, {
    documentHash: found.documentHash,
    enableAdded: true,
  });
  expect(applied.status, JSON.stringify(applied.body)).toBe(200);
});

it("leaves what is live as it is until the owner publishes", async () => {
  expect(await listed()).toContain("getPageAncestors");
  await publishServer(session, slug);
  await expect.poll(listed, { timeout: 5_000 }).toContain("getArchivedSpaces");
  const names = await listed();
  expect(names).toContain("pages_of_the_wiki");
  expect(names).not.toContain("getPageAncestors");
});

it("goes back to an older release in one step", async () => {
  const { body } = await session.get<RouteOutput<"listReleases">>(`${base}/releases`);
  const first = body.releases.find((release) => release.number === 1);
  expect((await session.send("POST", `${base}/rollback`, { releaseId: first?.id })).status).toBe(200);
  await expect.poll(listed, { timeout: 5_000 }).toContain("getPageAncestors");
});
