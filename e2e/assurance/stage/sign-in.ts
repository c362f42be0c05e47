import { createHash, randomBytes } from "node:crypto";
import { type Browser, createBrowser, hiddenFields } from "./browser.ts";

/** Where a façade answers; everything follows from the endpoint's URL. `at` sends a step to one replica. */
export const facadeOf = (mcpUrl: string) => {
  const url = new URL(mcpUrl);
  const issuer = `${url.origin}${url.pathname.replace(/^\/mcp\//, "/oauth/")}`;
  return {
    resource: mcpUrl,
    issuer,
    authorize: `${issuer}/authorize`,
    token: `${issuer}/token`,
    register: `${issuer}/register`,
    revoke: `${issuer}/revoke`,
  };
};

export const redirectUri = "http://127.0.0.1:33418/callback";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, string>>;
  readonly text: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Takes a URL of the public address to one replica; the host header then says what the browser would. */
export type Route = (url: string) => string;
export const direct: Route = (url) => url;
export const through =
  (replicaUrl: string): Route =>
  (url) => {
    const { pathname, search } = new URL(url);
    return `${replicaUrl}${pathname}${search}`;
  };

export const postForm = async (url: string, fields: Readonly<Record<string, string>>): Promise<Answer> =>
  read(
    await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(fields).toString(),
      redirect: "manual",
    }),
  );

const read = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  const json = text.startsWith("{") ? (JSON.parse(text) as Record<string, string>) : {};
  return { status: response.status, headers: response.headers, json, text };
};

export const register = async (mcpUrl: string, metadata: object = {}, route: Route = direct): Promise<string> => {
  const answer = await registerRaw(mcpUrl, metadata, route);
  if (answer.status !== 201) throw new Error(`Registration answered ${answer.status}: ${answer.text}`);
  return answer.json["client_id"] ?? "";
};

export const registerRaw = async (mcpUrl: string, metadata: object, route: Route = direct): Promise<Answer> =>
  read(
    await fetch(route(facadeOf(mcpUrl).register), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ client_name: "Assurance", redirect_uris: [redirectUri], ...metadata }),
    }),
  );

export const newVerifier = (): string => randomBytes(48).toString("base64url");
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

export const authorizeUrl = (
  mcpUrl: string,
  input: {
    readonly clientId: string;
    readonly verifier: string;
    readonly changes?: Readonly<Record<string, string | undefined>>;
  },
): string => {
  const { authorize, resource } = facadeOf(mcpUrl);
  const url = new URL(authorize);
  const parameters: Record<string, string | undefined> = {
    response_type: "code",
    client_id: input.clientId,
    redirect_uri: redirectUri,
    code_challenge: challengeOf(input.verifier),
    code_challenge_method: "S256",
    state: "client-state",
    resource,
    ...input.changes,
  };
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
};

export interface SignInInput {
  readonly mcpUrl: string;
  readonly clientId: string;
  readonly browser?: Browser;
  readonly verifier?: string;
  /** Fields of the consent page besides the decision. */
  readonly fields?: Readonly<Record<string, string>>;
  readonly changes?: Readonly<Record<string, string | undefined>>;
  readonly atAuthorize?: Route;
  readonly atCallback?: Route;
}

/** Through our consent page to the provider's address; the emulator has not been asked yet. */
export const consentTo = async (
  input: SignInInput & { readonly browser: Browser; readonly verifier: string },
): Promise<URL> => {
  const route = input.atAuthorize ?? direct;
  const page = await input.browser.get(route(authorizeUrl(input.mcpUrl, input)));
  const html = await page.text();
  if (page.status !== 200) throw new Error(`The authorize page answered ${page.status}: ${html.slice(0, 2_000)}`);
  const answer = await input.browser.post(
    route(facadeOf(input.mcpUrl).authorize),
    { ...hiddenFields(html), decision: "allow", access: "all", ...input.fields },
    { origin: new URL(input.mcpUrl).origin },
  );
  if (answer.status !== 303)
    throw new Error(`Consent answered ${answer.status}: ${(await answer.text()).slice(0, 2_000)}`);
  return new URL(answer.headers.get("location") ?? "");
};

/** The provider's answer (it approves by itself), as the URL that the browser is sent to. */
export const approveAt = async (provider: URL): Promise<string> => {
  const response = await fetch(provider, { redirect: "manual" });
  const location = response.headers.get("location");
  if (location === null)
    throw new Error(`The provider answered ${response.status}: ${(await response.text()).slice(0, 2_000)}`);
  return location;
};

export interface SignedIn {
  readonly code: string;
  readonly verifier: string;
  readonly browser: Browser;
  /** The address the client was sent to. */
  readonly answer: URL;
}

/** A whole sign-in up to the code. */
export const signIn = async (input: SignInInput): Promise<SignedIn> => {
  const browser = input.browser ?? createBrowser();
  const verifier = input.verifier ?? newVerifier();
  const provider = await consentTo({ ...input, browser, verifier });
  // Where no provider is asked, consent ends at the client.
  if (provider.href.startsWith(redirectUri))
    return { code: provider.searchParams.get("code") ?? "", verifier, browser, answer: provider };
  const callback = provider.origin === new URL(input.mcpUrl).origin ? provider.href : await approveAt(provider);
  const response = await browser.get((input.atCallback ?? direct)(callback));
  const location = response.headers.get("location");
  if (location === null)
    throw new Error(`The callback answered ${response.status}: ${(await response.text()).slice(0, 2_000)}`);
  const answer = new URL(location);
  return { code: answer.searchParams.get("code") ?? "", verifier, browser, answer };
};

export const redeem = (
  mcpUrl: string,
  input: { readonly clientId: string; readonly code: string; readonly verifier: string },
  changes: Readonly<Record<string, string>> = {},
  route: Route = direct,
): Promise<Answer> =>
  postForm(route(facadeOf(mcpUrl).token), {
    grant_type: "authorization_code",
    client_id: input.clientId,
    code: input.code,
    code_verifier: input.verifier,
    redirect_uri: redirectUri,
    ...changes,
  });

export const refresh = (
  mcpUrl: string,
  input: { readonly clientId: string; readonly refreshToken: string },
  changes: Readonly<Record<string, string>> = {},
  route: Route = direct,
): Promise<Answer> =>
  postForm(route(facadeOf(mcpUrl).token), {
    grant_type: "refresh_token",
    client_id: input.clientId,
    refresh_token: input.refreshToken,
    ...changes,
  });

/** Registers, signs in, redeems. */
export const signInForTokens = async (
  input: Omit<SignInInput, "clientId"> & { readonly clientId?: string },
): Promise<Tokens & { readonly clientId: string }> => {
  const clientId = input.clientId ?? (await register(input.mcpUrl));
  const signedIn = await signIn({ ...input, clientId });
  const { status, json, text } = await redeem(input.mcpUrl, { clientId, ...signedIn });
  if (status !== 200) throw new Error(`The token endpoint answered ${status}: ${text}`);
  return { clientId, accessToken: json["access_token"] ?? "", refreshToken: json["refresh_token"] ?? "" };
};
