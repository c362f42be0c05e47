import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toolNames } from "../support/audit-log.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { freePort } from "../support/free-port.ts";
import type { McpClient } from "../support/mcp-clients.ts";
import { connectCurrentClient, connectors } from "../support/mcp-clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, publishServer } from "../support/publish-document.ts";
import { rawMcp } from "../support/raw-mcp.ts";

type Scopes = RouteBodyInput<"createApiToken">["scopes"];

const slug = "breezeway";

let product: Product;
let session: DashboardSession;
let base: string;
let mcpUrl: string;
let nameOf: (key: string) => string;

/** Breezeway imported into Breezeway: its own API behind an MCP server of its own, each caller with a token of theirs. */
beforeAll(async () => {
  const port = await freePort();
  // The operator allows the one private place that is called: this very deployment.
  product = await startProduct({ ALLOWED_PRIVATE_NETWORKS: `127.0.0.1:${port}` }, { port });
  session = await product.signIn();
  base = `/api/workspaces/${session.workspace}`;
  const source = { kind: "url", url: `${product.ready.dashboardUrl}/api/openapi.json` } as const;
  const created = await createServer(session, { slug, documents: [{ source }], credential: { mode: "passthrough" } });
  if (created.sources[0]?.baseUrl !== product.ready.dashboardUrl)
    throw new Error("The API's address was not suggested.");
  mcpUrl = (await publishServer(session, slug)).server.mcpUrl;
  nameOf = await toolNames(session, slug);
});
afterAll(() => product?.remove());

const makeToken = async (...scopes: Scopes): Promise<string> => {
  const body = { name: scopes.join(" "), scopes };
  const made = await session.send<RouteOutput<"createApiToken">>("POST", `${base}/api-tokens`, body);
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.secret;
};

/** Calls the tool that a route became, and reads what the route answered. */
const ask = async <
  Name extends "listServers" | "listAudit" | "updateServer" | "listTools" | "editTools" | "publish" | "listChanges",
>(
  client: McpClient,
  name: Name,
  input: Readonly<Record<string, unknown>>,
): Promise<RouteOutput<Name>> => {
  const { text, isError } = await client.callTool(nameOf(name), input);
  expect(isError, text).toBe(false);
  return JSON.parse(text) as RouteOutput<Name>;
};

const place = () => ({ workspace: session.workspace, server: slug });

describe("Breezeway's own API as an MCP server", () => {
  it.each(connectors)(
    "lists servers, changes one and reads the audit for a client of either SDK line (%#)",
    async (connect) => {
      const token = await makeToken("servers.read", "servers.edit", "audit.read");
      const client = await connect({ url: mcpUrl, token });
      const names = (await client.listTools()).map(({ name }) => name);
      expect(names).toEqual(expect.arrayContaining(["listServers", "listAudit", "publish"].map(nameOf)));
      for (const key of ["createApiToken", "startProviderSignIn"]) expect(names).not.toContain(key);

      const workspace = session.workspace;
      const { servers } = await ask(client, "listServers", { workspace });
      expect(servers.map((server) => server.slug)).toContain(slug);

      const description = `By ${client.line}`;
      expect(await ask(client, "updateServer", { ...place(), description })).toMatchObject({ description });

      const seesItself = async (): Promise<(string | null)[]> => {
        const { events } = await ask(client, "listAudit", { workspace, limit: "50" });
        return events.map(({ tool }) => tool);
      };
      await expect.poll(seesItself, { timeout: 10_000 }).toContain(nameOf("updateServer"));
      await client.close();
    },
  );

  it("publishes itself for a token that may, and names the token's maker in the log of changes", async () => {
    const token = await makeToken("servers.read", "servers.edit", "servers.publish", "changes.read");
    const client = await connectCurrentClient({ url: mcpUrl, token });
    const [tool] = (await ask(client, "listTools", place())).tools;
    const edits = [{ sourceId: tool?.sourceId, key: tool?.key, title: "Edited through its own server" }];
    await ask(client, "editTools", { ...place(), edits });
    const before = (await session.get<RouteOutput<"getServer">>(`${base}/servers/${slug}`)).body.liveReleaseNumber;
    const { release } = await ask(client, "publish", { ...place(), acceptWarnings: true });
    expect(release).toMatchObject({ live: true, number: (before ?? 0) + 1 });
    const [newest] = (await ask(client, "listChanges", { workspace: session.workspace, limit: "1" })).changes;
    expect(newest?.actor?.name).toMatch(/, by API token$/);
    // The connection goes on: the release that it just replaced is not missed.
    expect((await client.listTools()).find(({ name }) => name === tool?.name)).toBeDefined();
    await client.close();
  });

  it("tells a token of lower scope which one it lacks, and one that is not valid to come with another", async () => {
    const client = await connectCurrentClient({ url: mcpUrl, token: await makeToken("servers.read") });
    const refused = await client.callTool(nameOf("publish"), { ...place(), acceptWarnings: true });
    expect(refused.isError).toBe(true);
    expect(refused.text).toContain("403");
    expect(refused.text).toContain("lacks the scope servers.publish");
    const elsewhere = await client.callTool(nameOf("listServers"), { workspace: "somewhere-else" });
    expect([elsewhere.isError, elsewhere.text]).toEqual([true, expect.stringContaining("404")]);
    await client.close();
    const forged = await rawMcp({
      url: mcpUrl,
      era: "modern",
      method: "tools/call",
      params: { name: nameOf("listServers"), arguments: { workspace: session.workspace } },
      token: `bwa_${"x".repeat(43)}`,
    });
    expect(forged.status).toBe(401);
  });
});
