import type { RouteOutput } from "@breezeway/dashboard";
import { createBrowser } from "../assurance/stage/browser.ts";
import { facadeOf, newVerifier, postForm, redeem, refresh, register, signIn } from "../assurance/stage/sign-in.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { eras, rawMcp } from "../support/raw-mcp.ts";
import type { Canaries } from "./canaries.ts";
import type { Deployment } from "./deployment.ts";
import { createAtlassianProvider, createSharedCredential, publish, type PublishedServer } from "./servers.ts";

export interface Journey {
  /** What was done, in order. */
  readonly steps: readonly string[];
  /** Cookies of every browser that signed in. */
  readonly browserStorage: string;
}

type Step = (text: string) => void;
interface Parts {
  readonly deployment: Deployment;
  readonly canaries: Canaries;
  readonly session: DashboardSession;
  readonly step: Step;
}

/** Every credential that the product meets is used, refused and broken off. */
export const runJourney = async (deployment: Deployment, canaries: Canaries): Promise<Journey> => {
  const steps: string[] = [];
  const step: Step = (text) => {
    steps.push(text);
    process.stdout.write(`  ${text}\n`);
  };
  await usePassword(deployment, canaries, step);
  const session = await deployment.signIn(canaries.values["dashboard password"]);
  const parts = { deployment, canaries, session, step };
  await passBearers(parts);
  const browserStorage = await signInAtProvider(parts);
  const keyStorage = await enterKeys(parts);
  await shareCredentials(parts);
  await askWithMetricsToken(parts);
  return { steps, browserStorage: `${browserStorage}\n${keyStorage}` };
};

const usePassword = async (deployment: Deployment, { values }: Canaries, step: Step): Promise<void> => {
  const first = await deployment.signIn();
  const password = values["dashboard password"];
  const changed = await first.send("POST", "/api/account/password", {
    currentPassword: deployment.firstPassword,
    newPassword: password,
  });
  if (changed.status !== 200) throw new Error(`The password was not changed: ${JSON.stringify(changed.body)}`);
  for (const [attempt, name] of ["refused password", "second factor attempt"].entries())
    await deployment.signIn(values[name]).then(
      () => {
        throw new Error(`Attempt ${attempt} with a wrong password was let in.`);
      },
      () => undefined,
    );
  step("Dashboard: password changed, two wrong ones refused");
};

const call = (server: PublishedServer, token: string, key = "getSpaces", args: Record<string, unknown> = {}) =>
  rawMcp({
    url: server.mcpUrl,
    era: "modern",
    method: "tools/call",
    params: { name: server.nameOf(key), arguments: args },
    token,
  });

const passBearers = async ({ deployment, canaries, session, step }: Parts): Promise<void> => {
  const { emulator } = deployment;
  const { values } = canaries;
  const bearer = emulator.issueToken({ token: values["bearer of a user"] ?? "" });
  const refused = values["refused bearer"] ?? "";
  const server = await publish(session, emulator, { slug: "passing", credential: { mode: "passthrough" } });
  const statuses: number[] = [];
  for (const era of eras) {
    statuses.push((await rawMcp({ url: server.mcpUrl, era, method: "tools/list", token: bearer })).status);
    statuses.push((await call(server, refused)).status);
  }
  await call(server, bearer, "createPage", { spaceId: bearer, title: bearer });
  for (const fault of faults) {
    const remove = emulator.addFault({ fault, times: 1 });
    statuses.push((await call(server, bearer)).status);
    remove();
    // Successes between keep the circuit closed, so that each fault is met.
    await call(server, bearer);
  }
  const inQuery = `${server.mcpUrl}?access_token=${values["bearer in a query"]}`;
  statuses.push((await rawMcp({ url: inQuery, era: "modern", method: "tools/list" })).status);
  statuses.push(
    (
      await rawMcp({
        url: server.mcpUrl,
        era: "modern",
        method: "tools/list",
        headers: { authorization: `Basic ${bearer}` },
      })
    ).status,
  );
  await sendRaw(server.mcpUrl, bearer, `{"jsonrpc":"2.0","id":1,"method":"${values["bearer in a body"]}"`);
  await sendRaw(
    server.mcpUrl,
    bearer,
    JSON.stringify({
      jsonrpc: "2.0",
      id: 1,
      method: "tools/call",
      params: { name: values["bearer in a body"], arguments: {} },
    }),
  );
  await freezeDatabase(deployment, async () => {
    statuses.push((await call(server, bearer)).status);
  });
  const aborted = fetch(server.mcpUrl, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}` },
    body: "{}",
    signal: AbortSignal.timeout(2),
  });
  await aborted.catch(() => undefined);
  step(`Bearer passed on, refused, broken off and sent wrongly (HTTP ${[...new Set(statuses)].join(", ")})`);
};

const faults = [
  { kind: "reset" },
  { kind: "truncate" },
  { kind: "invalid_json" },
  { kind: "status", status: 500 },
  { kind: "token_refused" },
  { kind: "scope_refused" },
  { kind: "rate_limit" },
  { kind: "huge_headers" },
  { kind: "set_cookie" },
] as const;

const sendRaw = async (url: string, token: string, body: string): Promise<void> => {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  await (await fetch(url, { method: "POST", headers, body })).arrayBuffer();
};

/** Queries hang meanwhile: what could not be written is logged. */
const freezeDatabase = async ({ clusterPid }: Deployment, work: () => Promise<void>): Promise<void> => {
  const { familyOf } = await import("../assurance/stage/process-facts.ts");
  const processes = familyOf(clusterPid);
  for (const pid of processes) process.kill(pid, "SIGSTOP");
  try {
    await work();
  } finally {
    for (const pid of processes) process.kill(pid, "SIGCONT");
  }
};

const signInAtProvider = async ({ deployment, canaries, session, step }: Parts): Promise<string> => {
  const { emulator } = deployment;
  emulator.setConsent("approve");
  const clientSecret = canaries.values["provider's client secret"] ?? "";
  const provider = await createAtlassianProvider(session, emulator, { clientId: "proof-app", clientSecret });
  const server = await publish(session, emulator, {
    slug: "signed-in",
    credential: { mode: "oauth", providerId: provider.id, scopes: null },
    siteFromGrant: true,
  });
  const clientId = await register(server.mcpUrl);
  const browser = createBrowser();
  const verifier = canaries.add("code verifier", newVerifier());
  const signedIn = await signIn({ mcpUrl: server.mcpUrl, clientId, browser, verifier });
  canaries.add("authorization code", signedIn.code);
  const { json, text } = await redeem(server.mcpUrl, { clientId, ...signedIn });
  const access = canaries.add("access token", json["access_token"] ?? text);
  const first = canaries.add("refresh token", json["refresh_token"] ?? text);
  if (!(await call(server, access)).text.includes("ENG")) throw new Error("The signed-in call failed.");
  const next = (await refresh(server.mcpUrl, { clientId, refreshToken: first })).json;
  canaries.add("second access token", next["access_token"] ?? "");
  const last = canaries.add("second refresh token", next["refresh_token"] ?? "");
  await redeem(server.mcpUrl, { clientId, ...signedIn });
  const outage = emulator.addFault({ fault: { kind: "status", status: 502 }, pathIncludes: "/oauth/token" });
  await refresh(server.mcpUrl, { clientId, refreshToken: last });
  outage();
  const other = createBrowser();
  emulator.setConsent("deny");
  const denied = await signIn({ mcpUrl: server.mcpUrl, clientId, browser: other }).then(
    ({ answer }) => answer.searchParams.get("error"),
    (error: unknown) => String(error),
  );
  emulator.setConsent("approve");
  await postForm(facadeOf(server.mcpUrl).revoke, { token: last, client_id: clientId });
  const after = await untilRefused(server, next["access_token"] ?? "");
  for (const [name, value] of Object.entries(upstreamSecrets(emulator))) canaries.add(name, value);
  step(`Provider: signed in, refreshed, replayed, outage, denied (${denied}), revoked (then HTTP ${after})`);
  return [browser, other].map((each) => each.storage()).join("\n");
};

/** A revocation is live within its bound, not at once. */
const untilRefused = async (server: PublishedServer, token: string): Promise<number> => {
  for (let round = 0; ; round += 1) {
    const { status } = await call(server, token);
    if (status !== 200 || round === 50) return status;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** What only the provider and the product's memory have seen, read off the emulator's own sockets. */
const upstreamSecrets = (emulator: Deployment["emulator"]): Record<string, string> => {
  const bytes = Buffer.concat([...emulator.recordedBytes()]).toString();
  const first = (pattern: RegExp): string => pattern.exec(bytes)?.[1] ?? "";
  return {
    "provider's authorization code": first(/"code":"([^"]+)"/),
    "provider's refresh token": first(/"refresh_token":"([^"]+)"/),
    "provider's access token": first(/accessible-resources[^]*?authorization: Bearer ([^\r]+)\r/i),
  };
};

const enterKeys = async ({ deployment, canaries, session, step }: Parts): Promise<string> => {
  const { emulator } = deployment;
  const server = await publish(session, emulator, {
    slug: "own-key",
    credential: {
      mode: "user_key",
      scheme: { type: "bearer" },
      keyLabel: "personal access token",
      testPath: "/spaces?limit=1",
    },
  });
  const pat = emulator.issueToken({ token: canaries.values["personal access token"] ?? "" });
  const clientId = await register(server.mcpUrl);
  const browser = createBrowser();
  const refused = await signIn({
    mcpUrl: server.mcpUrl,
    clientId,
    browser,
    fields: { key: canaries.values["refused personal access token"] ?? "" },
  }).then(
    () => "let in",
    () => "refused",
  );
  const signedIn = await signIn({ mcpUrl: server.mcpUrl, clientId, browser, fields: { key: pat } });
  const { json, text } = await redeem(server.mcpUrl, { clientId, ...signedIn });
  const access = canaries.add("access token around a key", json["access_token"] ?? text);
  canaries.add("refresh token around a key", json["refresh_token"] ?? text);
  const { status } = await call(server, access);
  step(`Personal access token entered on the authorize page (a wrong one ${refused}), call HTTP ${status}`);
  return browser.storage();
};

const shareCredentials = async ({ deployment, canaries, session, step }: Parts): Promise<void> => {
  const { emulator } = deployment;
  const { values } = canaries;
  const bearer = emulator.issueToken({ token: values["shared bearer"] ?? "" });
  const bearerId = await createSharedCredential(session, { name: "Bearer", secret: { kind: "bearer", value: bearer } });
  await createSharedCredential(session, {
    name: "Pair",
    secret: { kind: "basic", username: "owner@example.com", password: values["shared password"] ?? "" },
  });
  await createSharedCredential(session, {
    name: "Key",
    secret: { kind: "api_key", value: values["shared API key"] ?? "" },
  });
  const server = await publish(session, emulator, {
    slug: "shared",
    credential: { mode: "bearer", credentialId: bearerId },
    access: "access_key",
  });
  const path = `/api/workspaces/${session.workspace}/servers/${server.slug}/access-keys`;
  const made = await session.send<RouteOutput<"createAccessKey">>("POST", path, { name: "Proof", expiresInDays: null });
  const accessKey = canaries.add("access key", made.body.secret);
  const good = await call(server, accessKey);
  emulator.revokeToken(bearer);
  const bad = await call(server, accessKey);
  step(
    `Shared bearer, pair and key stored; called by access key (HTTP ${good.status}), then refused upstream (HTTP ${bad.status})`,
  );
};

const askWithMetricsToken = async ({ deployment, canaries, step }: Parts): Promise<void> => {
  const token = canaries.values["metrics token"] ?? "";
  const { status } = await fetch(`${deployment.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
  step(`Metrics read with their token (HTTP ${status})`);
};
