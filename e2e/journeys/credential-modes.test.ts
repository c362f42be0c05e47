import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import { atDemoSite, demo, type Emulator, startEmulator } from "@breezeway/emulator";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { toolNames } from "../support/audit-log.ts";
import { searchCanaries } from "../support/canary-search.ts";
import { readDatabaseAsText } from "../support/database-text.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { connectCurrentClient } from "../support/mcp-clients.ts";
import { createPerson } from "../support/person.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, type DocumentToImport, publishServer } from "../support/publish-document.ts";
import { eras, rawMcp } from "../support/raw-mcp.ts";
import { ClientMemory, signInCurrentClient } from "../support/signed-in-clients.ts";

type ServerInput = RouteBodyInput<"createServer">;

let emulator: Emulator;
let product: Product;
let session: DashboardSession;
let base: string;

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  session = await product.signIn();
  base = `/api/workspaces/${session.workspace}`;
});
afterEach(() => emulator.clearFaults());
afterAll(async () => {
  await product?.remove();
  await emulator?.close();
});

const dataCenter = (): DocumentToImport => ({
  source: { kind: "url", url: emulator.urls.documents.dataCenter },
  baseUrl: emulator.urls.dataCenter.base,
});
const cloud = (): DocumentToImport => ({
  source: { kind: "url", url: emulator.urls.documents.v2 },
  baseUrl: atDemoSite(emulator.urls.api.confluenceV2),
});

const publish = async (
  slug: string,
  document: DocumentToImport,
  settings: Pick<ServerInput, "credential" | "access">,
): Promise<{ mcpUrl: string; nameOf: (key: string) => string }> => {
  await createServer(session, { slug, documents: [document], ...settings });
  const { server } = await publishServer(session, slug);
  return { mcpUrl: server.mcpUrl, nameOf: await toolNames(session, slug) };
};

const post = async <Body>(path: string, body: unknown): Promise<Body> => {
  const answer = await session.send<Body>("POST", `${base}${path}`, body);
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
};

describe("a key of each user's own", () => {
  const credential = {
    mode: "user_key",
    scheme: { type: "bearer" },
    keyLabel: "personal access token",
    testPath: "/rest/api/user/current",
  } as const;

  it("is asked for at sign-in, tried, and sent with every call", async () => {
    const { mcpUrl, nameOf } = await publish("by-key", dataCenter(), { credential });
    const connect = (key: string) =>
      signInCurrentClient({
        url: mcpUrl,
        person: createPerson(),
        memory: new ClientMemory(),
        decisions: { accepts: true, fields: { key } },
      });
    await expect(connect("wrong-key-not-a-secret")).rejects.toThrow(/personal access token was refused/);
    const client = await connect(demo.personalAccessToken);
    expect((await client.callTool(nameOf("getCurrentUser"), {})).text).toContain("On-call engineer");
    await client.close();
  });
});

describe("one credential of the owner's", () => {
  it("is guarded by access keys, of which each can be revoked", async () => {
    const { id } = await post<RouteOutput<"createCredential">>("/credentials", {
      name: "Wiki robot",
      secret: { kind: "basic", username: demo.email, password: demo.apiToken },
    });
    const { mcpUrl, nameOf } = await publish("by-robot", cloud(), {
      credential: { mode: "basic", credentialId: id },
      access: "access_key",
    });
    const made = await post<RouteOutput<"createAccessKey">>("/servers/by-robot/access-keys", { name: "Drill" });
    const status = async (token?: string) =>
      (await rawMcp({ url: mcpUrl, era: "modern", method: "tools/list", ...(token && { token }) })).status;
    expect([await status(), await status("wrong"), await status(made.secret)]).toEqual([401, 401, 200]);

    const client = await connectCurrentClient({ url: mcpUrl, token: made.secret });
    expect((await client.callTool(nameOf("getSpaces"), {})).text).toContain("ENG");
    await client.close();

    const revoked = await session.send("DELETE", `${base}/servers/by-robot/access-keys/${made.key.id}`);
    expect(revoked.status).toBe(200);
    await expect.poll(() => status(made.secret), { timeout: 5_000 }).toBe(401);
  });

  it("that the API refuses is a tool error, never a 401 to the user", async () => {
    const { id } = await post<RouteOutput<"createCredential">>("/credentials", {
      name: "Out of date",
      secret: { kind: "bearer", value: "out-of-date-not-a-secret" },
    });
    const { mcpUrl, nameOf } = await publish("refused", cloud(), {
      credential: { mode: "bearer", credentialId: id },
      access: "public",
    });
    for (const era of eras) {
      const params = { name: nameOf("getSpaces"), arguments: {} };
      const answer = await rawMcp({ url: mcpUrl, era, method: "tools/call", params });
      expect([answer.status, answer.body]).toMatchObject([200, { result: { isError: true } }]);
      expect(answer.text).not.toContain("out-of-date-not-a-secret");
    }
  });
});

describe("a service account", () => {
  it("fetches one token for many calls at once", async () => {
    const provider = await post<RouteOutput<"createProvider">>("/providers", {
      preset: "oauth2",
      name: "Service account",
      clientId: demo.serviceClientId,
      clientSecret: demo.serviceClientSecret,
      authorizationEndpoint: emulator.urls.auth.authorize,
      tokenEndpoint: emulator.urls.auth.token,
      tokenRequest: { format: "json", clientAuthentication: "post" },
      pkce: false,
      authorizeParameters: {},
    });
    const { mcpUrl, nameOf } = await publish("by-service", cloud(), {
      credential: { mode: "client_credentials", providerId: provider.id, scopes: null },
      access: "public",
    });
    emulator.clearRecordings();
    const params = { name: nameOf("getSpaces"), arguments: {} };
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => rawMcp({ url: mcpUrl, era: "modern", method: "tools/call", params })),
    );
    expect(answers.filter(({ text }) => text.includes("ENG"))).toHaveLength(20);
    const exchanges = emulator.recordedRequests().filter((request) => request.target === "/auth/oauth/token");
    expect(exchanges).toHaveLength(1);
  });
});

it("keeps no key of a user, and the owner's only as ciphertext", async () => {
  const canaries = {
    "personal access token": demo.personalAccessToken,
    "API token": demo.apiToken,
    "service secret": demo.serviceClientSecret,
    "refused bearer": "out-of-date-not-a-secret",
    ...Object.fromEntries(emulator.issuedTokens().map((token, index) => [`token ${index}`, token])),
  };
  const rows = await readDatabaseAsText(product.dataDir);
  await product.stop();
  const texts = { rows, output: product.logs() };
  const report = await searchCanaries({ canaries, directories: [product.dataDir], texts });
  expect(report.hits).toEqual([]);
});
