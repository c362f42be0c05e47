import type { RouteOutput } from "@breezeway/dashboard";
import { demo, demoTokens, type Emulator, startEmulator } from "@breezeway/emulator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listAudit, toolNames } from "../support/audit-log.ts";
import { emulatorDocuments } from "../support/confluence-documents.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { connectCurrentClient, connectors } from "../support/mcp-clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, publishServer } from "../support/publish-document.ts";
import { rawMcp } from "../support/raw-mcp.ts";

type Trial = RouteOutput<"tryDraft">;

const slug = "tried";
const upstream = "breezeway/upstream";

let emulator: Emulator;
let product: Product;
let session: DashboardSession;
let getSpaces: string;

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  session = await product.signIn();
  await createServer(session, { slug, documents: emulatorDocuments(emulator).slice(0, 1) });
  getSpaces = (await toolNames(session, slug))("getSpaces");
});

afterAll(async () => {
  await product?.remove();
  await emulator?.close();
});

const pressTryIt = async (server = slug, variables: Readonly<Record<string, string>> = {}): Promise<Trial> => {
  const path = `/api/workspaces/${session.workspace}/servers/${server}/draft/try`;
  const { status, body } = await session.send<Trial>("POST", path, { variables });
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
};

const headersOf = ({ ticket }: Trial) => ({ [ticket.header]: ticket.value });
const liveUrl = ({ mcpUrl }: Trial): string => mcpUrl.replace(/\/draft$/, "");

describe("a draft that was never published", () => {
  it.each(connectors)("is called by its owner with a real client of either SDK line (%#)", async (connect) => {
    const trial = await pressTryIt();
    const client = await connect({ url: trial.mcpUrl, token: demoTokens.full, headers: headersOf(trial) });
    expect((await client.listTools()).map(({ name }) => name)).toContain(getSpaces);
    const answer = await client.callTool(getSpaces, { limit: 1 });
    await client.close();
    expect(answer.isError).toBe(false);
    expect(answer.meta).toMatchObject({
      [upstream]: {
        request: { method: "GET", url: expect.stringContaining("/spaces?limit=1") },
        response: { status: 200, body: { text: expect.stringMatching(/^\{"results":.*\}$/) } },
      },
    });
    expect(JSON.stringify(answer.meta)).not.toContain(demoTokens.full);
  });

  it("leaves an audit event and no connection", async () => {
    const trial = await pressTryIt();
    const client = await connectCurrentClient({ url: trial.mcpUrl, token: demoTokens.full, headers: headersOf(trial) });
    await client.callTool(getSpaces, {});
    await client.close();
    await expect.poll(() => listAudit(session, slug)).toContainEqual(expect.objectContaining({ tool: getSpaces }));
    const path = `/api/workspaces/${session.workspace}/servers/${slug}/connections`;
    const { status, body } = await session.get<RouteOutput<"listConnections">>(path);
    expect([status, body]).toMatchObject([200, { connections: [] }]);
  });

  it("answers nobody else: no ticket, another server's, a replaced draft's, another origin", async () => {
    await createServer(session, { slug: "other", documents: emulatorDocuments(emulator).slice(0, 1) });
    const trial = await pressTryIt();
    const call = async (headers: Readonly<Record<string, string>>, url = trial.mcpUrl) =>
      (await rawMcp({ url, era: "modern", method: "tools/list", token: demoTokens.full, headers })).status;
    expect(await call(headersOf(trial))).toBe(200);
    expect(await call({})).toBe(403);
    expect(await call(headersOf(await pressTryIt("other")))).toBe(403);
    expect(await call({ ...headersOf(trial), origin: "https://elsewhere.example" })).toBe(403);
    expect(await call(headersOf(trial), liveUrl(trial))).toBe(404);
    const path = `/api/workspaces/${session.workspace}/servers/${slug}`;
    expect((await session.send("PATCH", path, { description: "Another draft" })).status).toBe(200);
    await pressTryIt();
    expect(await call(headersOf(trial))).toBe(403);
  });
});

describe("a draft beside what is live", () => {
  it("is tried while clients go on with what is live", async () => {
    const { server } = await publishServer(session, slug);
    const edit = { sourceId: server.sources[0]?.id ?? "", key: "getSpaces", name: "spaces_as_drafted" };
    const base = `/api/workspaces/${session.workspace}/servers/${slug}`;
    expect((await session.send("POST", `${base}/tools/edit`, { edits: [edit] })).status).toBe(200);
    const trial = await pressTryIt();
    const draft = await connectCurrentClient({ url: trial.mcpUrl, token: demoTokens.full, headers: headersOf(trial) });
    const live = await connectCurrentClient({ url: liveUrl(trial), token: demoTokens.full });
    expect((await draft.callTool("spaces_as_drafted", {})).isError).toBe(false);
    expect((await live.listTools()).map(({ name }) => name)).toContain(getSpaces);
    expect((await live.callTool(getSpaces, {})).meta ?? {}).not.toHaveProperty([upstream]);
    await Promise.all([draft.close(), live.close()]);
  });

  it("stops with the server", async () => {
    const trial = await pressTryIt();
    const base = `/api/workspaces/${session.workspace}/servers/${slug}`;
    expect((await session.send("POST", `${base}/stop`, { reason: "drill" })).status).toBe(200);
    const headers = headersOf(trial);
    const answer = await rawMcp({ url: trial.mcpUrl, era: "modern", method: "tools/list", token: "t", headers });
    expect(answer.status).toBe(503);
    expect((await session.send("POST", `${base}/resume`)).status).toBe(200);
  });
});

describe("a value that users choose when they sign in", () => {
  it("comes with the ticket, and leads nowhere else", async () => {
    const [document] = emulatorDocuments(emulator);
    if (document === undefined) throw new Error("The emulator has a document.");
    const variables = { cloudId: { from: "grant", name: "cloudId" } } as const;
    await createServer(session, { slug: "sites", documents: [{ ...document, variables }] });
    const name = (await toolNames(session, "sites"))("getSpaces");
    const call = async (trial: Trial) => {
      const client = await connectCurrentClient({
        url: trial.mcpUrl,
        token: demoTokens.full,
        headers: headersOf(trial),
      });
      const answer = await client.callTool(name, { limit: 1 });
      await client.close();
      return answer;
    };
    expect((await call(await pressTryIt("sites"))).text).toContain("cloudId");
    expect((await call(await pressTryIt("sites", { cloudId: demo.cloudId }))).isError).toBe(false);
    const path = `/api/workspaces/${session.workspace}/servers/sites/draft/try`;
    expect((await session.send("POST", path, { variables: { cloudId: "../../elsewhere" } })).status).toBe(400);
  });
});

it("uses a shared credential without asking for an access key, and shows none of it", async () => {
  const secret = { kind: "bearer", value: demoTokens.full };
  const stored = await session.send<{ id: string }>("POST", `/api/workspaces/${session.workspace}/credentials`, {
    name: "Shared",
    secret,
  });
  await createServer(session, {
    slug: "shared",
    documents: emulatorDocuments(emulator).slice(0, 1),
    credential: { mode: "bearer", credentialId: stored.body.id },
    access: "access_key",
  });
  const trial = await pressTryIt("shared");
  const client = await connectCurrentClient({ url: trial.mcpUrl, headers: headersOf(trial) });
  const answer = await client.callTool((await toolNames(session, "shared"))("getSpaces"), { limit: 1 });
  await client.close();
  expect(answer.isError).toBe(false);
  expect(JSON.stringify(answer)).not.toContain(demoTokens.full);
});
