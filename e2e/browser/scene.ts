import { createHash } from "node:crypto";
import type { RouteOutput } from "@breezeway/dashboard";
import { Secret, TOTP } from "otpauth";
import { type DashboardSession, signUpToDashboard } from "../support/dashboard-session.ts";
import type { Product } from "../support/product.ts";
import { createServer, publishServer } from "../support/publish-document.ts";
import { readLetter } from "../support/read-letter.ts";
import { runCommand } from "../support/start-process.ts";
import { makeTraffic } from "./make-traffic.ts";

/** Who looks at a page. */
export type Actor = "stranger" | "owner" | "operator" | "viewer" | "newcomer";

export interface Login {
  readonly email: string;
  readonly password: string;
}

/** A deployment in which every page has something to show: people of all kinds, empty places, links that still work. */
export interface Scene {
  readonly logins: Readonly<Record<Exclude<Actor, "stranger">, Login>>;
  /** Asks for a second factor. */
  readonly guarded: Login;
  /** What stands for `{name}` in the path of a page. */
  readonly values: Readonly<Record<string, string>>;
}

const loginOf = (name: string): Login => ({ email: `${name}@demo.example`, password: `${name} walks along the shore` });

export const prepareScene = async (product: Product): Promise<Scene> => {
  const signUp = (name: string): Promise<DashboardSession> =>
    signUpToDashboard({
      url: product.ready.dashboardUrl,
      ...loginOf(name),
      displayName: name,
      readLetter: (to) => readLetter(product, to),
    });
  await signUp("operator");
  await product.stop();
  const added = await runCommand(["operators", "add", loginOf("operator").email, "--data-dir", product.dataDir]);
  if (added.code !== 0) throw new Error(added.output);
  await product.restart();
  await makeTraffic(product.ready);
  const owner = await product.signIn();
  await furnish(owner);
  const invite = async (): Promise<string> =>
    hashOf((await sendOk<{ link: string }>(owner, "/api/workspaces/demo/invitations", { role: "viewer" })).link);
  await sendOk(await signUp("viewer"), "/api/invitations/accept", { token: await invite() });
  await signUp("newcomer");
  await guard(await signUp("guarded"));
  const { email, password } = product.ready;
  return {
    logins: {
      owner: { email, password },
      operator: loginOf("operator"),
      viewer: loginOf("viewer"),
      newcomer: loginOf("newcomer"),
    },
    guarded: loginOf("guarded"),
    values: {
      ...(await mailedTokens(product, owner)),
      invitation: await invite(),
      consent: await authorizePath(owner, "wiki-sign-in"),
      enterKey: await authorizePath(owner, "by-key"),
      enterAccessKey: await authorizePath(owner, "shared"),
    },
  };
};

const hashOf = (link: string): string => new URL(link).hash.slice(1);

const sendOk = async <Body>(session: DashboardSession, path: string, body: unknown): Promise<Body> => {
  const answer = await session.send<Body>("POST", path, body);
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Servers of the other modes, one that is stopped, one that nobody ever called, a bare and a leaving workspace. */
const furnish = async (owner: DashboardSession): Promise<void> => {
  const { body: wiki } = await owner.get<RouteOutput<"getServer">>("/api/workspaces/demo/servers/wiki");
  const [source] = wiki.sources;
  if (source === undefined || source.url === null) throw new Error("The demo server was not imported by address.");
  const documents = [{ source: { kind: "url", url: source.url }, baseUrl: source.baseUrl }] as const;
  await createServer(owner, { slug: "quiet", documents });
  const scheme = { type: "bearer" } as const;
  const byKey = { mode: "user_key", scheme, keyLabel: "Personal access token", testPath: "/spaces" } as const;
  await createServer(owner, { slug: "by-key", documents, credential: byKey });
  await publishServer(owner, "by-key");
  const secret = { kind: "bearer", value: "obviously-fake-shared-token" };
  const stored = await sendOk<{ id: string }>(owner, "/api/workspaces/demo/credentials", { name: "Robot", secret });
  const credential = { mode: "bearer", credentialId: stored.id } as const;
  for (const slug of ["shared", "halted"]) {
    await createServer(owner, { slug, documents, credential, access: "access_key" });
    await publishServer(owner, slug);
  }
  await sendOk(owner, "/api/workspaces/demo/servers/shared/access-keys", { name: "Nightly report" });
  await sendOk(owner, "/api/workspaces/demo/servers/halted/stop", { reason: "Trying the brake" });
  for (const slug of ["bare", "leaving"]) await sendOk(owner, "/api/workspaces", { name: slug, slug });
  await sendOk(owner, "/api/workspaces/leaving/delete", { confirmName: "leaving" });
};

const guard = async (session: DashboardSession): Promise<void> => {
  const { password } = loginOf("guarded");
  const begun = await sendOk<RouteOutput<"beginTotp">>(session, "/api/account/totp", { password });
  const code = new TOTP({ secret: Secret.fromBase32(begun.secret) }).generate();
  await sendOk(session, "/api/account/totp/confirm", { setup: begun.setup, code });
};

/** One link of each kind that a letter carries; looking at its page does not use it up. */
const mailedTokens = async (product: Product, owner: DashboardSession): Promise<Record<string, string>> => {
  const tokenFor = async (to: string): Promise<string> => (await readLetter(product, to)).hash.slice(1);
  const fresh = "fresh@demo.example";
  await sendOk(owner, "/api/auth/sign-up", { email: fresh });
  await sendOk(owner, "/api/auth/password/forgot", { email: product.ready.email });
  const moved = "moved@demo.example";
  await sendOk(owner, "/api/account/email", { newEmail: moved, password: product.ready.password });
  return {
    signUp: await tokenFor(fresh),
    reset: await tokenFor(product.ready.email),
    confirm: await tokenFor(moved),
  };
};

/** Where a client that registered itself sends its user. */
const authorizePath = async ({ url }: DashboardSession, slug: string): Promise<string> => {
  const issuer = `/oauth/demo/${slug}`;
  const redirectUri = "http://127.0.0.1:8914/callback";
  const answer = await fetch(`${url}${issuer}/register`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client_name: "A client",
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: "none",
    }),
  });
  if (!answer.ok) throw new Error(`${slug} registered no client: ${await answer.text()}`);
  const { client_id: clientId } = (await answer.json()) as { readonly client_id: string };
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUri,
    code_challenge: createHash("sha256").update("a verifier that nobody needs to keep to itself").digest("base64url"),
    code_challenge_method: "S256",
    resource: `${url}/mcp/demo/${slug}`,
    state: "looked-at-only",
  });
  return `${issuer}/authorize?${query}`;
};
