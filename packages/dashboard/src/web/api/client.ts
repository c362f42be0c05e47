import { hc } from "hono/client";
import type { AppType } from "../../server/api/routes.ts";
import { text } from "../text/en.ts";
import { toApiError } from "./api-error.ts";
import { sessionGuard } from "./session-guard.ts";

let csrfToken: string | null = null;
const otherTabs = new BroadcastChannel("breezeway.session");

/** The server's token against forged requests; it changes when the session does, and other tabs hear of it. */
export const setCsrfToken = (token: string | null): void => {
  if (token === csrfToken) return;
  csrfToken = token;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel stays within its origin
  otherTabs.postMessage("changed");
};

const sendOnce: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  if (csrfToken !== null) headers.set("x-csrf-token", csrfToken);
  return globalThis.fetch(input, { ...init, headers, credentials: "same-origin" });
};

/** Sends as the page's owner or not at all: while somebody else or nobody is signed in, it waits. */
const send: typeof fetch = async (input, init) => {
  if (isAboutSession(input)) return sendOnce(input, init);
  const intent = (init?.method ?? "GET") === "GET" ? "read" : "write";
  const wait = async (): Promise<boolean> => {
    while (!sessionGuard.isClear()) if (!(await sessionGuard.whenClear(intent))) return false;
    return true;
  };
  if (!(await wait())) return notSignedIn();
  const sentWith = csrfToken;
  const answer = await sendOnce(input, init);
  const isSuspect = answer.status === 401 || (answer.status === 403 && intent === "write");
  if (!isSuspect || !sessionGuard.isBound()) return answer;
  await checkSession();
  if (sessionGuard.isClear() && csrfToken === sentWith) return answer;
  return (await wait()) ? sendOnce(input, init) : notSignedIn();
};

const isAboutSession = (input: RequestInfo | URL): boolean => {
  const { pathname } = new URL(input instanceof Request ? input.url : input, location.origin);
  return pathname === "/api/session" || pathname.startsWith("/api/auth/");
};

const notSignedIn = (): Response =>
  Response.json({ error: { code: "unauthenticated", message: text.errors.signedOut } }, { status: 401 });

let checking: Promise<void> | undefined;

/** Looks whose session the browser has by now; unreachable counts as no news. */
const checkSession = (): Promise<void> => {
  checking ??= learnSession().finally(() => {
    checking = undefined;
  });
  return checking;
};

const learnSession = async (): Promise<void> => {
  const session = await read(api.session.$get()).catch(() => undefined);
  if (session === undefined) return;
  setCsrfToken(session.csrfToken);
  sessionGuard.learn(session);
};

otherTabs.addEventListener("message", () => {
  if (sessionGuard.isBound()) void checkSession();
});

/** The dashboard's API, typed from the server's own route table. */
export const api = hc<AppType>("/", { fetch: send }).api;

interface JsonAnswer<Body> {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: Headers;
  json: () => Promise<Body>;
}

/** Awaits an answer and gives its body; throws `ApiError` for any refusal, a lost connection included. */
export const read = async <Body>(pending: Promise<JsonAnswer<Body>>): Promise<Body> => {
  const answer = await pending.catch((cause: unknown) => {
    throw toApiError(0, undefined, cause);
  });
  const body = await answer.json().catch(() => undefined);
  if (!answer.ok || body === undefined) throw toApiError(answer.status, body, undefined);
  return body;
};

/** For answers that are streams or downloads: the raw response, or `ApiError`. */
export const readRaw = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const answer = await send(path, init).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause;
    throw toApiError(0, undefined, cause);
  });
  if (answer.ok) return answer;
  throw toApiError(answer.status, await answer.json().catch(() => undefined), undefined);
};
