// Numbers 34, 36, 37, 40 to 42 and the hostile owner, over two replicas and a real database behind one address.
// 35, 38, 39, 43 and every refusal by its own cause stand in packages/runtime/conformance/oauth.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { rawMcp } from "../support/raw-mcp.ts";
import { createBrowser } from "./stage/browser.ts";
import { emulatedAtlassian, type OAuthServer, publishOAuthServer } from "./stage/emulated-atlassian.ts";
import { tell } from "./stage/load.ts";
import { startPlainApi } from "./stage/plain-api.ts";
import { createWorkspace, type StagedWorkspace } from "./stage/publish.ts";
import { mutationsOf } from "./stage/redirect-mutations.ts";
import {
  type Answer,
  approveAt,
  authorizeUrl,
  consentTo,
  facadeOf,
  newVerifier,
  redeem,
  redirectUri,
  refresh,
  register,
  registerRaw,
  type Route,
  signIn,
  signInForTokens,
  through,
} from "./stage/sign-in.ts";
import { type Stage, startStage } from "./stage/stage.ts";

let stage: Stage;
let acme: StagedWorkspace;
let wiki: OAuthServer;
let other: OAuthServer;
let routes: readonly [Route, Route];

beforeAll(async () => {
  stage = await startStage({ replicas: 2, env: { TRUSTED_PROXIES: "127.0.0.1" } });
  acme = await createWorkspace(stage, "acme");
  wiki = await publishOAuthServer(stage, { workspace: acme, slug: "wiki" });
  other = await publishOAuthServer(stage, { workspace: acme, slug: "other" });
  const [first, second] = stage.replicas.map(({ url }) => through(url));
  if (first === undefined || second === undefined) throw new Error("The stage has two replicas.");
  routes = [first, second];
});
afterAll(() => stage?.close());

const listSpaces = (server: OAuthServer, token: string) =>
  rawMcp({
    url: server.mcpUrl,
    era: "modern",
    method: "tools/call",
    params: { name: server.nameOf("getSpaces"), arguments: {} },
    token,
  });

const errorsOf = (answers: readonly Answer[]): string[] =>
  answers.filter(({ status }) => status !== 200).map(({ json }) => json["error"] ?? "none");

const countRows = async (): Promise<Readonly<Record<string, number>>> =>
  stage.owner.unscoped(async ({ sql }) => {
    const tables = await sql<{ name: string }[]>`
      SELECT relname AS name FROM pg_class
      WHERE relnamespace = 'breezeway'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY 1`;
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const [row] = await sql<{ n: number }[]>`SELECT count(*)::int AS n FROM ${sql(name)}`;
      counts[name] = row?.n ?? 0;
    }
    return counts;
  });

describe("assurance 42: registration", () => {
  it("of 10,000 clients leaves no row", async () => {
    const before = await countRows();
    const total = 10_000;
    let accepted = 0;
    const size = 50;
    for (let at = 0; at < total; at += size) {
      const batch = Array.from({ length: size }, (_, index) =>
        registerFrom(`198.51.${(at / 250) | 0}.${index}`, at + index),
      );
      accepted += (await Promise.all(batch)).filter((status) => status === 201).length;
    }
    const after = await countRows();
    tell("42", { registrations: total, accepted, rows: sum(after) - sum(before) });
    expect(accepted).toBe(total);
    expect(after).toEqual(before);
  });

  it("refuses redirect URIs that run or hold content", async () => {
    for (const uri of [
      "javascript:alert(1)",
      "data:text/html,x",
      "JavaScript:alert(1)",
      "vbscript:x",
      "file:///etc/passwd",
      "blob:https://x/y",
    ])
      expect((await registerRaw(wiki.mcpUrl, { redirect_uris: [uri] })).json["error"], uri).toBe(
        "invalid_redirect_uri",
      );
  });
});

describe("two replicas", () => {
  it("share one sign-in: authorize on one, callback on the other, token on the first, calls on both", async () => {
    const [first, second] = routes;
    const clientId = await register(wiki.mcpUrl, {}, second);
    const signedIn = await signIn({ mcpUrl: wiki.mcpUrl, clientId, atAuthorize: first, atCallback: second });
    expect(signedIn.answer.searchParams.get("iss")).toBe(facadeOf(wiki.mcpUrl).issuer);
    const { status, json } = await redeem(wiki.mcpUrl, { clientId, ...signedIn }, {}, first);
    expect(status).toBe(200);
    for (const { url } of stage.replicas) {
      const answer = await rawMcp({
        url: `${url}${wiki.path}`,
        era: "legacy",
        method: "tools/call",
        params: { name: wiki.nameOf("getSpaces"), arguments: {} },
        token: json["access_token"] ?? "",
      });
      expect(answer.status, answer.text).toBe(200);
    }
  });
});

describe("assurance 34: redirect URIs", () => {
  it("other than the registered one are shown a page and never redirected to", async () => {
    const clientId = await register(wiki.mcpUrl, { redirect_uris: ["https://client.example/cb/a"] });
    const wrong = mutationsOf("https://client.example/cb/a");
    expect(wrong.length).toBeGreaterThanOrEqual(60);
    const redirected: string[] = [];
    for (const redirect_uri of wrong) {
      const url = authorizeUrl(wiki.mcpUrl, { clientId, verifier: newVerifier(), changes: { redirect_uri } });
      const response = await fetch(url, { redirect: "manual" });
      await response.arrayBuffer();
      if (response.status !== 400 || response.headers.has("location")) redirected.push(redirect_uri);
    }
    tell("34", { mutations: wrong.length, redirected: redirected.length });
    expect(redirected).toEqual([]);
  });
});

describe("assurance 36: a code", () => {
  it("is good once in 50 attempts at once over two replicas, ten times over", async () => {
    const totals = { attempts: 0, successes: 0 };
    for (let round = 0; round < 10; round += 1) {
      const clientId = await register(wiki.mcpUrl);
      const signedIn = await signIn({ mcpUrl: wiki.mcpUrl, clientId });
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          redeem(wiki.mcpUrl, { clientId, ...signedIn }, {}, routes[index % 2 === 0 ? 0 : 1]),
        ),
      );
      totals.attempts += answers.length;
      totals.successes += answers.filter(({ status }) => status === 200).length;
      expect(new Set(errorsOf(answers))).toEqual(new Set(["invalid_grant"]));
      const later = await redeem(wiki.mcpUrl, { clientId, ...signedIn });
      expect(later.json["error"]).toBe("invalid_grant");
    }
    tell("36", totals);
    expect(totals.successes).toBe(10);
  });
});

describe("assurance 37: a code or refresh token", () => {
  it("is refused with another client, redirect URI, resource or server", async () => {
    const clientId = await register(wiki.mcpUrl);
    const second = await register(wiki.mcpUrl, { client_name: "Second" });
    const signedIn = await signIn({ mcpUrl: wiki.mcpUrl, clientId });
    const code = { clientId, ...signedIn };
    const wrong = [
      await redeem(wiki.mcpUrl, { ...code, clientId: second }),
      await redeem(wiki.mcpUrl, code, { redirect_uri: "http://127.0.0.1:33418/other" }),
      await redeem(wiki.mcpUrl, code, { resource: other.mcpUrl }),
      await redeem(other.mcpUrl, code),
    ];
    expect(errorsOf(wrong)).toEqual(["invalid_grant", "invalid_grant", "invalid_target", "invalid_grant"]);
    const tokens = (await redeem(wiki.mcpUrl, code)).json;
    const kept = { clientId, refreshToken: tokens["refresh_token"] ?? "" };
    const refusals = [
      await refresh(wiki.mcpUrl, { ...kept, clientId: second }),
      await refresh(wiki.mcpUrl, kept, { resource: other.mcpUrl }),
      await refresh(other.mcpUrl, kept),
    ];
    expect(errorsOf(refusals)).toEqual(["invalid_grant", "invalid_target", "invalid_grant"]);
    expect((await refresh(wiki.mcpUrl, kept)).status).toBe(200);
  });
});

describe("assurance 39: a callback", () => {
  it("in another browser than the one that consented is refused", async () => {
    const clientId = await register(wiki.mcpUrl);
    const browser = createBrowser();
    const callback = await approveAt(
      await consentTo({ mcpUrl: wiki.mcpUrl, clientId, browser, verifier: newVerifier() }),
    );
    const stolen = await createBrowser().get(callback);
    expect([stolen.status, stolen.headers.get("location")]).toEqual([expect.any(Number), null]);
    expect(stolen.status).toBeGreaterThanOrEqual(400);
    expect((await browser.get(callback)).headers.get("location")).toContain(`${redirectUri}?`);
    expect((await browser.get(callback)).headers.get("location")).toBeNull();
  });
});

describe("assurance 40: a token", () => {
  it("of server A gets a 401 with B's metadata at B", async () => {
    const { accessToken } = await signInForTokens({ mcpUrl: wiki.mcpUrl });
    expect((await listSpaces(wiki, accessToken)).status).toBe(200);
    const refused = await listSpaces(other, accessToken);
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toContain("/.well-known/oauth-protected-resource/mcp/acme/other");
  });
});

describe("assurance 41: a refresh token", () => {
  it("raced by 20 over two replicas leaves one lineage that works", async () => {
    const totals = { rounds: 5, answered: 0, lineages: 0 };
    for (let round = 0; round < totals.rounds; round += 1) {
      const { clientId, refreshToken } = await signInForTokens({ mcpUrl: wiki.mcpUrl });
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          refresh(wiki.mcpUrl, { clientId, refreshToken }, {}, routes[index % 2 === 0 ? 0 : 1]),
        ),
      );
      const good = answers.filter(({ status }) => status === 200);
      expect(good.length).toBeGreaterThan(0);
      expect(new Set(errorsOf(answers))).not.toContain("server_error");
      totals.answered += good.length;
      const before = await countCalls();
      for (const { json } of good) expect((await listSpaces(wiki, json["access_token"] ?? "")).status).toBe(200);
      totals.lineages += await connectionsOf(good.length, before + good.length);
    }
    tell("41", totals);
    expect(totals.lineages).toBe(totals.rounds);
  });
});

const countCalls = async (): Promise<number> => {
  // What is queued for the audit trail is there after its flush interval.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const [row] = await stage.owner.unscoped(
    ({ sql }) => sql<{ n: number }[]>`SELECT count(*)::int AS n FROM audit_events WHERE server_id = ${wiki.id}`,
  );
  return row?.n ?? 0;
};

/** How many connections the newest calls of the server belong to. */
const connectionsOf = async (calls: number, total: number): Promise<number> => {
  const read = (): Promise<readonly { readonly connection: string }[]> =>
    stage.owner.unscoped(
      ({ sql }) => sql<{ connection: string }[]>`
        SELECT connection_hash AS connection FROM audit_events WHERE server_id = ${wiki.id} ORDER BY at DESC`,
    );
  await expect.poll(async () => (await read()).length, { timeout: 5_000 }).toBe(total);
  return new Set((await read()).slice(0, calls).map(({ connection }) => connection)).size;
};

describe("a hostile owner", () => {
  it("who copies another workspace's authorize URL and client id gets neither code nor secret", async () => {
    const thief = await startPlainApi();
    const taken: string[] = [];
    thief.answer((request, response) => {
      request.on("data", (chunk: Buffer) => taken.push(chunk.toString()));
      request.on("end", () => {
        taken.push(request.url ?? "", JSON.stringify(request.headers));
        response.writeHead(200, { "content-type": "application/json" });
        response.end(JSON.stringify({ access_token: "made-up", token_type: "Bearer", expires_in: 60 }));
      });
    });
    const victimApp = "app-acme-wiki";
    const copied = emulatedAtlassian(stage.emulator, victimApp);
    const mallory = await createWorkspace(stage, "mallory");
    const trap = await publishOAuthServer(stage, {
      workspace: mallory,
      slug: "wiki",
      clientId: victimApp,
      provider: { ...copied, tokenEndpoint: `${thief.url}/token` },
    });
    // The provider knows one callback for the victim's app, and it is not the thief's.
    const clientId = await register(trap.mcpUrl);
    const browser = createBrowser();
    const atProvider = await consentTo({ mcpUrl: trap.mcpUrl, clientId, browser, verifier: newVerifier() });
    const refused = await fetch(atProvider, { redirect: "manual" });
    expect([refused.status, refused.headers.get("location")]).toEqual([400, null]);

    // A code that the provider sends to the victim's callback is not taken there for the thief's state either.
    const bent = new URL(atProvider);
    bent.searchParams.set("redirect_uri", wiki.callbackUrl);
    const answer = await browser.get(await approveAt(bent));
    expect(answer.headers.get("location")).toBeNull();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    await thief.close();
    expect(taken).toEqual([]);
  });

  it("cannot have one workspace's token, code or client used at a server of the same name in another", async () => {
    const eve = await createWorkspace(stage, "eve");
    const twin = await publishOAuthServer(stage, { workspace: eve, slug: "wiki" });
    const { accessToken, refreshToken, clientId } = await signInForTokens({ mcpUrl: wiki.mcpUrl });
    expect((await listSpaces(twin, accessToken)).status).toBe(401);
    expect((await refresh(twin.mcpUrl, { clientId, refreshToken })).json["error"]).toBe("invalid_grant");
    const page = await fetch(authorizeUrl(twin.mcpUrl, { clientId, verifier: newVerifier() }), { redirect: "manual" });
    expect([page.status, page.headers.get("location")]).toEqual([400, null]);
  });
});

const registerFrom = async (address: string, index: number): Promise<number> => {
  const route = routes[index % 2 === 0 ? 0 : 1];
  const response = await fetch(route(facadeOf(wiki.mcpUrl).register), {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({ client_name: `Client ${index}`, redirect_uris: [redirectUri] }),
  });
  await response.arrayBuffer();
  return response.status;
};

const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((total, count) => total + count, 0);
