import { demo, type Emulator, startEmulator } from "@breezeway/emulator";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listAudit, toolNames } from "../support/audit-log.ts";
import { searchCanaries } from "../support/canary-search.ts";
import { readDatabaseAsText } from "../support/database-text.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { configureProvider, publishOAuthServer } from "../support/oauth-server.ts";
import { createPerson, type Decisions } from "../support/person.ts";
import { type Product, startProduct } from "../support/product.ts";
import { rawMcp } from "../support/raw-mcp.ts";
import {
  ClientMemory,
  signInCurrentClient,
  signInEarlierClient,
  type SignedInClient,
} from "../support/signed-in-clients.ts";

const slug = "signed-in";
const clientId = "journey-app";
const clientSecret = "client-secret-of-the-journey-not-a-secret-5f1c";
const lines = [signInCurrentClient, signInEarlierClient] as const;

let emulator: Emulator;
let product: Product;
let session: DashboardSession;
let mcpUrl: string;
let nameOf: (key: string) => string;
const memories: ClientMemory[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  session = await product.signIn();
  const provider = await configureProvider(session, emulator, { clientId, clientSecret });
  ({ mcpUrl } = (await publishOAuthServer(session, emulator, { slug, providerId: provider.id })).server);
  nameOf = await toolNames(session, slug);
});

afterAll(async () => {
  await product?.remove();
  await emulator?.close();
});

beforeEach(() => {
  emulator.setConsent("ask");
  emulator.setSites([demo.cloudId]);
});

const signIn = async (
  line: (typeof lines)[number],
  decisions: Partial<Decisions> = {},
): Promise<{ client: SignedInClient; memory: ClientMemory; pages: readonly string[] }> => {
  const memory = new ClientMemory();
  memories.push(memory);
  const person = createPerson();
  const client = await line({ url: mcpUrl, person, memory, decisions: { accepts: true, ...decisions } });
  return { client, memory, pages: person.pages };
};

describe.each(lines.map((line) => [line.name, line] as const))("%s", (_name, line) => {
  it("registers, signs in at the provider and calls with the user's own account", async () => {
    const { client, pages } = await signIn(line);
    expect(pages).toEqual([expect.stringContaining("Connect"), expect.stringContaining("Sign in")]);
    const result = await client.callTool(nameOf("getSpaces"), {});
    expect(result).toEqual({ isError: false, text: expect.stringContaining("ENG") });
    await client.close();
  });

  it("refuses to write where the user allowed reading only", async () => {
    const { client } = await signIn(line, { fields: { access: "read_only" } });
    expect((await client.callTool(nameOf("getPages"), { limit: 1 })).isError).toBe(false);
    const refused = await client.callTool(nameOf("deletePage"), { id: "65601" }).then(
      (result) => result.isError,
      () => true,
    );
    expect(refused).toBe(true);
    await client.close();
  });

  it("refreshes when the provider's token has run out", async () => {
    const { client, memory } = await signIn(line);
    const first = memory.kept?.access_token;
    emulator.advanceTime(3_601_000);
    expect((await client.callTool(nameOf("getSpaces"), {})).isError).toBe(false);
    expect(memory.kept?.access_token).not.toBe(first);
    await client.close();
  });

  it("is told when the owner revokes its connection, and a refresh does not bring it back", async () => {
    const { client, memory } = await signIn(line);
    // A tool that nobody else calls here tells which connection is this one's.
    const marker = nameOf(line === signInCurrentClient ? "getLabels" : "getFooterCommentById");
    await client.callTool(marker, { "comment-id": "1" });
    const ownConnection = async () =>
      (await listAudit(session, slug)).find(({ tool }) => tool === marker)?.connection ?? undefined;
    await expect.poll(ownConnection, { timeout: 5_000 }).toBeDefined();
    const base = `/api/workspaces/${session.workspace}/servers/${slug}/connections`;
    const revoke = async () => (await session.send("POST", `${base}/${await ownConnection()}/revoke`, {})).status;
    await expect.poll(revoke, { timeout: 20_000 }).toBe(200);
    const token = memory.kept?.access_token ?? "";
    await expect
      .poll(async () => (await rawMcp({ url: mcpUrl, era: "modern", method: "tools/list", token })).status, {
        timeout: 5_000,
      })
      .toBe(401);
    await expect(client.callTool(nameOf("getSpaces"), {})).rejects.toThrow(/./);
    await client.close();
  });

  it("returns to the client with access_denied when the user cancels", async () => {
    await expect(signIn(line, { accepts: false })).rejects.toThrow(/access_denied|declined/i);
  });

  it("calls the site that the user names", async () => {
    emulator.setSites([demo.cloudId, demo.secondCloudId]);
    const { client } = await signIn(line, { fields: { site: demo.secondSiteName } });
    expect((await client.callTool(nameOf("getSpaces"), {})).text).toContain("LAB");
    await client.close();
  });
});

it("never shows the client secret again", async () => {
  const { body } = await session.get(`/api/workspaces/${session.workspace}/providers`);
  expect(JSON.stringify(body)).toContain(clientId);
  expect(JSON.stringify(body)).not.toContain(clientSecret);
});

it("refuses a site that the signed-in account does not have", async () => {
  await expect(signIn(signInCurrentClient, { fields: { site: demo.secondSiteName } })).rejects.toThrow(/./);
});

it("leaves no token, code or secret of anybody behind", async () => {
  const canaries: Record<string, string> = { "client secret": clientSecret };
  for (const [index, token] of emulator.issuedTokens().entries()) canaries[`upstream token ${index}`] = token;
  for (const [index, { kept }] of memories.entries()) {
    if (kept?.access_token !== undefined) canaries[`access token ${index}`] = kept.access_token;
    if (kept?.refresh_token !== undefined) canaries[`refresh token ${index}`] = kept.refresh_token;
  }
  expect(Object.keys(canaries).length).toBeGreaterThan(20);
  const rows = await readDatabaseAsText(product.dataDir);
  await product.stop();
  const texts = { rows, output: product.logs() };
  const report = await searchCanaries({ canaries, directories: [product.dataDir], texts });
  expect(report.hits).toEqual([]);
});
