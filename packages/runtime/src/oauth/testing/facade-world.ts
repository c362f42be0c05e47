import { createEgress, createLogger, providerConfig, ServiceError } from "@breezeway/core";
import type { Keyring, ProviderAccess, ProviderConfigInput, ProviderId } from "@breezeway/core";
import { Secret } from "@breezeway/core";
import type { Hono } from "hono";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { createIdentify } from "../../identify/identify.ts";
import { facadeAddresses } from "../addresses.ts";
import { createFacadeForTest } from "./create-facade.ts";
import type { FacadeStores, NewConnection, RevokedConnection, SpentValues } from "../facade-deps.ts";
import { challengeOf } from "../token/pkce.ts";
import { createBrowser } from "./browser.ts";
import type { Browser } from "./browser.ts";
import { testHasher, testKeyring, testProviderId, testPublicUrl, testServer } from "./protected-server.ts";
import { startUpstreamDouble } from "./upstream-double.ts";

export const testVerifier = "verifier-of-a-test-client-that-is-long-enough-for-pkce";
export const testRedirectUri = "https://client.example/callback";

/** One deployment with a provider beside it: façade, identification, in-memory stores, a clock that stands still. */
export const createFacadeWorld = async (
  options: {
    readonly servers?: ProtectedServer[];
    readonly publicUrl?: string;
    /** In the place of the stores in memory. */
    readonly stores?: (keyring: Keyring) => FacadeStores;
  } = {},
) => {
  const upstream = await startUpstreamDouble();
  const clock = { nowMs: 1_800_000_000_000 };
  const keyring = { current: testKeyring() };
  const hashConnection = testHasher();
  const clientKeyring = testKeyring();
  const servers = options.servers ?? [testServer({ baseUrl: `${upstream.url}/api` })];
  const providers = new Map<ProviderId, ProviderAccess>([[testProviderId, testProvider(upstream.url)]]);
  const spent = createSpent(() => clock.nowMs);
  const revocations: RevokedConnection[] = [];
  const connections: NewConnection[] = [];
  const refusedProviders: ProviderId[] = [];
  /** Kinds of attempts that are used up. */
  const busy = new Set<string>();
  /** Where the next request comes from. */
  const caller = { address: "192.0.2.1" };
  const lines: string[] = [];
  const egress = createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.1"] });
  const publicUrl = options.publicUrl ?? testPublicUrl;
  const live = { servers };
  const createReplica = (): Hono =>
    createFacadeForTest({
      publicUrl,
      dashboardUrl: "https://app.example.com",
      environment: "development",
      keyring: () => keyring.current,
      clientKeyring,
      hashConnection,
      egress,
      log: createLogger({ level: "debug", name: "test", destination: { write: (line) => void lines.push(line) } }),
      clock: () => clock.nowMs,
      findServer: async ({ workspaceSlug, serverSlug }) =>
        live.servers.find((server) => server.workspaceSlug === workspaceSlug && server.serverSlug === serverSlug),
      loadProvider: async ({ providerId }) => providers.get(providerId),
      reportRefusedProvider: async ({ providerId }) => void refusedProviders.push(providerId),
      limiter: { take: (key) => (busy.has(key.split(" ")[1] ?? "") ? 30 : undefined) },
      addressOf: () => caller.address,
      spent,
      recordConnection: async (connection) => void connections.push(connection),
      revokeConnection: async (revoked) => {
        revocations.push(revoked);
        live.servers = live.servers.map((server) =>
          server.serverId === revoked.serverId
            ? { ...server, revoked: new Set([...server.revoked, revoked.connectionHash]) }
            : server,
        );
      },
      ...options.stores?.(keyring.current),
    });
  const app = createReplica();
  return {
    upstream,
    clock,
    keyring,
    hashConnection,
    clientKeyring,
    live,
    providers,
    spent,
    revocations,
    connections,
    refusedProviders,
    busy,
    caller,
    lines,
    publicUrl,
    app,
    createReplica,
    server: () => first(live.servers),
    addresses: (server: ProtectedServer = first(live.servers)) => facadeAddresses(server.resourceUrl),
    newBrowser: () => createBrowser(() => app),
    identify: (token: string, server: ProtectedServer = first(live.servers)) =>
      createIdentify({ keyring: keyring.current, hashConnection, clock: () => clock.nowMs })({
        server,
        authorization: `Bearer ${token}`,
      }),
    close: async () => {
      await egress.close();
      await upstream.close();
    },
  };
};

export type FacadeWorld = Awaited<ReturnType<typeof createFacadeWorld>>;

const first = (servers: readonly ProtectedServer[]): ProtectedServer => {
  const [server] = servers;
  if (!server) throw new Error("The test world has no server.");
  return server;
};

export const testProvider = (url: string, changes: Partial<ProviderConfigInput> = {}): ProviderAccess => ({
  config: providerConfig.parse({
    preset: "oauth2",
    name: "Atlas",
    clientId: "upstream-client",
    authorizationEndpoint: `${url}/authorize`,
    tokenEndpoint: `${url}/token`,
    tokenRequest: { format: "form", clientAuthentication: "post" },
    pkce: true,
    authorizeParameters: { audience: "api.example.net", prompt: "consent" },
    ...changes,
  }),
  clientSecret: Secret.of("upstream-secret-canary"),
});

/** `spent` in memory; `isDown` makes it unreachable. */
const createSpent = (now: () => number): SpentValues & { isDown: boolean; readonly used: Map<string, number> } => {
  const used = new Map<string, number>();
  const store = {
    isDown: false,
    used,
    spend: async (hash: Buffer) => {
      if (store.isDown) throw new ServiceError("unavailable", { message: "The database is away." });
      const key = hash.toString("hex");
      const before = used.get(key);
      if (before === undefined) used.set(key, now());
      return before === undefined ? undefined : now() - before;
    },
    unspend: async (hash: Buffer) => {
      used.delete(hash.toString("hex"));
    },
  };
  return store;
};

// Steps of a sign-in -------------------------------------------------------------------------------------------------

export const register = async (world: FacadeWorld, metadata: object = {}, server?: ProtectedServer) => {
  const response = await world.app.request(world.addresses(server).register, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_name: "Claude", redirect_uris: [testRedirectUri], ...metadata }),
  });
  return { response, json: (await response.json()) as Record<string, string> & { redirect_uris: string[] } };
};

export const registeredClient = async (
  world: FacadeWorld,
  metadata: object = {},
  server?: ProtectedServer,
): Promise<string> => (await register(world, metadata, server)).json["client_id"] ?? "";

export const authorizeUrl = (
  world: FacadeWorld,
  clientId: string,
  changes: Record<string, string | undefined> = {},
  server?: ProtectedServer,
) => {
  const url = new URL(world.addresses(server).authorize);
  const parameters = {
    response_type: "code",
    client_id: clientId,
    redirect_uri: testRedirectUri,
    code_challenge: challengeOf(testVerifier),
    code_challenge_method: "S256",
    state: "client-state",
    resource: world.addresses(server).resource,
    ...changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
};

export const formField = (html: string): string => /name="form" value="([^"]+)"/.exec(html)?.[1] ?? "";

/** From the authorize URL to the provider's, through the consent page. */
export const consent = async (
  world: FacadeWorld,
  browser: Browser,
  input: {
    clientId: string;
    fields?: Record<string, string>;
    changes?: Record<string, string | undefined>;
    server?: ProtectedServer;
  },
): Promise<URL> => {
  const page = await browser.get(authorizeUrl(world, input.clientId, input.changes, input.server));
  const form = formField(await page.text());
  const answer = await browser.post(world.addresses(input.server).authorize, {
    form,
    decision: "allow",
    access: "all",
    ...input.fields,
  });
  if (answer.status !== 303)
    throw new Error(`Consent answered ${answer.status}: ${(await answer.text()).slice(0, 3_000)}`);
  return new URL(answer.headers.get("location") ?? "");
};

/** The provider sends the browser back. */
export const callback = (
  browser: Browser,
  atProvider: URL,
  answer: Record<string, string> = { code: "upstream-code" },
) => {
  const url = new URL(atProvider.searchParams.get("redirect_uri") ?? "");
  for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  url.searchParams.set("state", answer["state"] ?? atProvider.searchParams.get("state") ?? "");
  return browser.get(url.href);
};

export const codeOf = (response: Response): string =>
  new URL(response.headers.get("location") ?? "https://none.example").searchParams.get("code") ?? "";

export const post = async (app: Hono, url: string, fields: Record<string, string | undefined>) => {
  const present = Object.entries(fields).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, value]],
  );
  const response = await app.request(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(present).toString(),
  });
  const text = await response.text();
  return { response, status: response.status, json: (text === "" ? {} : JSON.parse(text)) as Record<string, string> };
};

export const redeem = (
  world: FacadeWorld,
  clientId: string,
  code: string,
  changes: Record<string, string | undefined> = {},
) =>
  post(world.app, world.addresses().token, {
    grant_type: "authorization_code",
    code,
    client_id: clientId,
    redirect_uri: testRedirectUri,
    code_verifier: testVerifier,
    resource: world.addresses().resource,
    ...changes,
  });

export const refresh = (
  world: FacadeWorld,
  clientId: string,
  token: string,
  changes: Record<string, string | undefined> = {},
) =>
  post(world.app, world.addresses().token, {
    grant_type: "refresh_token",
    refresh_token: token,
    client_id: clientId,
    ...changes,
  });

export const upstreamTokens = (world: FacadeWorld, changes: object = {}) =>
  world.upstream.answers.set("/token", {
    status: 200,
    json: {
      access_token: "upstream-access",
      token_type: "Bearer",
      expires_in: 3_600,
      refresh_token: "upstream-refresh",
      ...changes,
    },
  });

/** A whole sign-in; answers the client's id and code. */
export const signIn = async (world: FacadeWorld, fields: Record<string, string> = {}) => {
  const clientId = await registeredClient(world);
  const browser = world.newBrowser();
  const atProvider = await consent(world, browser, { clientId, fields });
  const code = codeOf(await callback(browser, atProvider));
  return { clientId, browser, atProvider, code };
};

/** A whole sign-in with the tokens at its end. */
export const signInForTokens = async (world: FacadeWorld, fields: Record<string, string> = {}) => {
  if (!world.upstream.answers.has("/token")) upstreamTokens(world);
  const signedIn = await signIn(world, fields);
  const { json } = await redeem(world, signedIn.clientId, signedIn.code);
  return { ...signedIn, accessToken: json["access_token"] ?? "", refreshToken: json["refresh_token"] ?? "", json };
};
