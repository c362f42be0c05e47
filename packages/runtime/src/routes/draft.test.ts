import { draftTicketHeader, draftTicketLifetimeMs, draftUrl, sealDraftTicket, workspaceId } from "@breezeway/core";
import type { DraftTicketClaims, ReleaseManifest } from "@breezeway/core";
import { afterEach, describe, expect, test } from "vitest";
import { policy } from "../testing/call-setting.ts";
import { startTestPlane, testConfig } from "../testing/data-plane.ts";
import type { TestPlane } from "../testing/data-plane.ts";
import { manifest, operation, parameter, testIds, tool } from "../testing/manifest.ts";
import { createClient } from "../testing/mcp-client.ts";
import type { Answer } from "../testing/mcp-client.ts";
import { answerJson, startUpstream } from "../testing/upstream.ts";
import type { ReceivedRequest, TestUpstream } from "../testing/upstream.ts";

const path = "/mcp/acme/wiki/draft";
const url = draftUrl({ publicUrl: testConfig.publicUrl, workspaceSlug: "acme", serverSlug: "wiki" });
const metaKey = "breezeway/upstream";
const getPage = tool(
  "get_page",
  operation({ method: "GET", path: "/pages/{id}", parameters: [parameter({ name: "id", in: "path" })] }),
);

const open: TestUpstream[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

interface Setting {
  readonly api: TestUpstream;
  readonly plane: TestPlane;
  /** A ticket for the present draft, with other claims where given. */
  readonly ticket: (claims?: Partial<DraftTicketClaims>) => Promise<string>;
  readonly call: (headers?: Record<string, string>, token?: string) => Promise<Answer>;
}

const setUp = async (
  given: Partial<ReleaseManifest> = {},
  answer: (request: ReceivedRequest) => { readonly status?: number; readonly body: unknown } = () => ({ body: {} }),
): Promise<Setting> => {
  const api = await startUpstream((request, response) => {
    const { status = 200, body } = answer(request);
    answerJson(response, status, body, { "set-cookie": "session=not-for-anyone" });
  });
  open.push(api);
  const draft = manifest({ baseUrl: `${api.url}/v2`, tools: [getPage], ...given });
  const plane = startTestPlane(manifest({ baseUrl: "http://127.0.0.1:9" }));
  const releaseId = plane.draft(draft);
  const ticket = async (claims: Partial<DraftTicketClaims> = {}): Promise<string> => {
    const all = {
      workspaceId: testIds.workspace,
      serverId: testIds.server,
      releaseId,
      holder: "usr_1",
      epoch: 0,
      variables: {},
      ...claims,
    };
    return (await sealDraftTicket({ keyring: plane.keyring, url, nowMs: Date.now(), claims: all })).ticket;
  };
  return {
    api,
    plane,
    ticket,
    call: async (headers, token) =>
      createClient(plane.app, token, path).modern(
        "tools/call",
        { name: "get_page", arguments: { id: "42" } },
        headers ?? { [draftTicketHeader]: await ticket() },
      ),
  };
};

const metaOf = ({ json }: Answer): unknown => {
  const carried = json.result?.["_meta"] ?? json.error?.data;
  return (carried as Readonly<Record<string, unknown>> | undefined)?.[metaKey];
};

describe("who may call a draft", () => {
  test("a ticket holder may, though nothing was ever published", async () => {
    const { plane, api, call } = await setUp({}, () => ({ body: { title: "Draft" } }));
    plane.unpublish();
    const answer = await call();
    expect([answer.status, answer.said]).toEqual([200, '{"title":"Draft"}']);
    expect(api.received[0]?.headers["authorization"]).toBe("Bearer user-token-not-real");
    expect((await createClient(plane.app).legacy("ping")).status).toBe(404);
  });

  test("nobody may without a good ticket, and all are told the same", async () => {
    const { plane, ticket, call, api } = await setUp();
    const good = await ticket();
    const replaced = await ticket({ releaseId: "rel_0000000000000000000000000x" as DraftTicketClaims["releaseId"] });
    const foreign = await ticket({ workspaceId: workspaceId.create() });
    const answers = [
      await call({}),
      await call({ [draftTicketHeader]: "user-token-not-real" }),
      await call({ [draftTicketHeader]: `${good.slice(0, -2)}AA` }),
      await call({ [draftTicketHeader]: replaced }),
      await call({ [draftTicketHeader]: foreign }),
      await createClient(plane.app, undefined, "/mcp/acme/other/draft").legacy(
        "ping",
        {},
        { [draftTicketHeader]: good },
      ),
      await createClient(plane.app, undefined, "/mcp/other/wiki/draft").legacy(
        "ping",
        {},
        { [draftTicketHeader]: good },
      ),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(answer.json.error).toEqual(answers[0]?.json.error);
    }
    plane.raiseEpoch();
    expect((await call({ [draftTicketHeader]: good })).status).toBe(403);
    expect(api.received).toEqual([]);
  });

  test("a ticket ends with its time, and with the draft that it was made for", async () => {
    const { plane, ticket, call } = await setUp();
    const header = { [draftTicketHeader]: await ticket() };
    expect((await call(header)).status).toBe(200);
    plane.draft(manifest({ baseUrl: "http://127.0.0.1:9", tools: [] }));
    expect((await call(header)).status).toBe(403);
    const late = await setUp();
    const lateHeader = { [draftTicketHeader]: await late.ticket() };
    late.plane.advance(draftTicketLifetimeMs + 1_000);
    expect((await late.call(lateHeader)).status).toBe(403);
  });

  test("a ticket opens nothing at the live endpoint", async () => {
    const { plane, ticket } = await setUp();
    const live = createClient(plane.app, "");
    expect((await live.legacy("ping", {}, { [draftTicketHeader]: await ticket() })).status).toBe(401);
    expect((await createClient(plane.app, await ticket()).legacy("ping")).status).toBe(401);
  });

  test("a stopped server's draft is stopped, and its address rule holds", async () => {
    const stopped = await setUp();
    stopped.plane.stopServer();
    expect((await stopped.call()).status).toBe(503);
    const fenced = await setUp({ policy: policy({ allowedClientCidrs: ["192.0.2.0/24"] }) });
    expect((await fenced.call()).status).toBe(403);
  });
});

const preflight = (plane: TestPlane, origin: string) =>
  plane.app.request(url, { method: "OPTIONS", headers: { origin, "access-control-request-method": "POST" } });

describe("a draft in the browser", () => {
  test("answers the dashboard's origin and no other", async () => {
    const { plane, call, ticket } = await setUp({ policy: policy({ allowedOrigins: ["https://friend.example"] }) });
    const granted = await preflight(plane, testConfig.dashboardUrl);
    expect(granted.status).toBe(204);
    expect(granted.headers.get("access-control-allow-origin")).toBe(testConfig.dashboardUrl);
    for (const name of [draftTicketHeader, "mcp-protocol-version", "mcp-method", "mcp-name", "authorization"])
      expect(granted.headers.get("access-control-allow-headers")?.split(", ")).toContain(name);
    const ticketed = { [draftTicketHeader]: await ticket() };
    expect((await call({ ...ticketed, origin: testConfig.dashboardUrl })).status).toBe(200);
    for (const origin of ["https://friend.example", testConfig.publicUrl, "http://localhost:3000", "null"]) {
      const refused = await preflight(plane, origin);
      expect([refused.status, refused.headers.get("access-control-allow-origin")]).toEqual([403, null]);
      expect((await call({ ...ticketed, origin })).status).toBe(403);
    }
  });
});

const user = (scheme: Extract<ReleaseManifest["credential"], { mode: "user_key" }>["scheme"]) =>
  ({ mode: "user_key", scheme, keyLabel: "key", testPath: "/" }) as const;

describe("whose credential a draft uses", () => {
  test("the viewer's own token in the modes where users bring theirs, with the variables of the ticket", async () => {
    const { api, ticket, call, plane } = await setUp();
    const base = manifest({ baseUrl: "http://127.0.0.1:9" });
    const releaseId = plane.draft({
      ...base,
      credential: { mode: "oauth", providerId: "prv_00000000000000000000000001" as never, scopes: [] },
      tools: [getPage],
      sources: base.sources.map((source) => ({
        ...source,
        baseUrl: `${api.url}/ex/{cloudId}`,
        variables: { cloudId: { from: "grant", name: "cloudId" } },
      })),
    });
    const unsaid = await call({ [draftTicketHeader]: await ticket({ releaseId }) });
    expect(unsaid.said).toContain("cloudId");
    const answer = await call({ [draftTicketHeader]: await ticket({ releaseId, variables: { cloudId: "site-7" } }) });
    expect(answer.status).toBe(200);
    expect(api.received.map(({ url: at }) => at)).toEqual(["/ex/site-7/pages/42"]);
    expect(api.received[0]?.headers["authorization"]).toBe("Bearer user-token-not-real");
  });

  test("a key in the place that the API wants it, a pair as a pair", async () => {
    const keyed = await setUp({ credential: user({ type: "api_key", placement: { in: "header", name: "X-Key" } }) });
    await keyed.call(undefined, "key with spaces");
    expect(keyed.api.received[0]?.headers["x-key"]).toBe("key with spaces");
    expect(keyed.api.received[0]?.headers["authorization"]).toBeUndefined();
    const paired = await setUp({ credential: user({ type: "basic" }) });
    const authorization = `Basic ${Buffer.from("ann@example.test:geheim").toString("base64")}`;
    await paired.call({ [draftTicketHeader]: await paired.ticket(), authorization });
    expect(paired.api.received[0]?.headers["authorization"]).toBe(authorization);
    expect((await paired.call()).status).toBe(401);
  });

  test("without one, or with a token of ours, nothing is sent", async () => {
    const { api, call, ticket } = await setUp();
    const bare = await call(undefined, "");
    expect([bare.status, bare.headers.get("www-authenticate")]).toEqual([401, expect.stringContaining("Bearer")]);
    expect(bare.headers.get("www-authenticate")).not.toContain("resource_metadata");
    expect((await call(undefined, await ticket())).status).toBe(401);
    expect(api.received).toEqual([]);
  });

  test("the owner's in the shared modes: the ticket stands for an access key", async () => {
    const { api, call } = await setUp(
      { credential: { mode: "bearer", credentialId: "crd_00000000000000000000000001" as never }, access: "access_key" },
      ({ headers }) => ({ body: { youSent: headers["authorization"] } }),
    );
    const answer = await call(undefined, "");
    expect(answer.status).toBe(200);
    expect(api.received[0]?.headers["authorization"]).toBe("Bearer shared-secret-not-real");
    expect(JSON.stringify(metaOf(answer))).not.toContain("shared-secret-not-real");
  });
});

describe("what a draft says of the API's answer", () => {
  test("request and response as they were, without the credential and without cookies", async () => {
    const { call } = await setUp({}, ({ headers }) => ({ body: { echo: headers["authorization"], id: 42 } }));
    const answer = await call();
    const shown = metaOf(answer);
    expect(shown).toMatchObject({
      request: {
        method: "GET",
        url: expect.stringMatching(/\/v2\/pages\/42$/),
        headers: { authorization: "Bearer ••••••••" },
      },
      response: { status: 200, body: { text: '{"echo":"Bearer ••••••••","id":42}' } },
      retries: 0,
    });
    expect(JSON.stringify(shown)).not.toMatch(/user-token-not-real|not-for-anyone/);
    expect(answer.json.result?.["_meta"]).toHaveProperty("io.modelcontextprotocol/serverInfo");
  });

  test("a refusal by the API keeps the 401 rule and carries the API's words", async () => {
    const { call } = await setUp({}, () => ({ status: 401, body: { why: "token expired" } }));
    const answer = await call();
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain("invalid_token");
    expect(metaOf(answer)).toMatchObject({ response: { status: 401, body: { text: '{"why":"token expired"}' } } });
  });

  test("legacy clients get it too, and the live endpoint never says it", async () => {
    const { plane, ticket, api } = await setUp();
    const params = { name: "get_page", arguments: { id: "1" } };
    const header = { [draftTicketHeader]: await ticket() };
    const legacy = await createClient(plane.app, undefined, path).legacy("tools/call", params, header);
    expect(metaOf(legacy)).toMatchObject({ response: { status: 200 } });
    plane.publish(manifest({ baseUrl: `${api.url}/v2`, tools: [getPage] }));
    const live = await createClient(plane.app).modern("tools/call", params, header);
    expect(live.status).toBe(200);
    expect(live.text).not.toContain(metaKey);
  });
});

describe("what is kept of a trial", () => {
  test("one audit event under a hash of its own, and no connection", async () => {
    const { plane, call, ticket } = await setUp();
    const header = { [draftTicketHeader]: await ticket() };
    await call(header);
    await call(header, "another-token-not-real");
    await createClient(plane.app, undefined, path).modern("tools/list", {}, header);
    await plane.flush();
    const hashes = new Set(plane.events.map(({ connectionHash }) => connectionHash));
    expect([plane.events.length, hashes.size]).toEqual([2, 1]);
    expect(plane.events[0]).toMatchObject({ tool: "get_page", outcome: "ok", clientName: "test-client" });
    expect(plane.sightings).toEqual([]);
    expect(plane.logLines.join("")).not.toMatch(/not-real/);
  });

  test("the server's limits hold", async () => {
    const { call } = await setUp({ policy: policy({ callsPerMinutePerConnection: 1 }) });
    expect([(await call()).status, (await call()).status]).toEqual([200, 429]);
  });

  test("no shared cache may keep a draft's list, though the server will be public", async () => {
    const { plane, ticket } = await setUp({ credential: { mode: "none" }, access: "public" });
    const listed = await createClient(plane.app, "", path).modern(
      "tools/list",
      {},
      {
        [draftTicketHeader]: await ticket(),
      },
    );
    expect(listed.json.result).toMatchObject({ cacheScope: "private", tools: [{ name: "get_page" }] });
    expect(listed.headers.get("cache-control")).toBe("no-store");
  });
});
