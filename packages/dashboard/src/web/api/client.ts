import { hc } from "hono/client";
import type { AppType } from "../../server/api/routes.ts";
import { toApiError } from "./api-error.ts";

let csrfToken: string | null = null;
export const otherTabs = new BroadcastChannel("breezeway.session");

export const readCsrfToken = (): string | null => csrfToken;

/** The server's token against forged requests; it changes when the session does, and other tabs hear of it. */
export const setCsrfToken = (token: string | null): void => {
  if (token === csrfToken) return;
  csrfToken = token;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a BroadcastChannel stays within its origin
  otherTabs.postMessage("changed");
};

export const sendOnce: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  if (csrfToken !== null) headers.set("x-csrf-token", csrfToken);
  return globalThis.fetch(input, { ...init, headers, credentials: "same-origin" });
};

export type Send = typeof fetch;

let send: Send = sendOnce;

/** Lets every further request go another way; the console guards its own, public pages need none of that code. */
export const sendThrough = (way: Send): void => {
  send = way;
};

/** A request as the page that is open makes it. */
export const request: Send = (...input) => send(...input);

/** The dashboard's API, typed from the server's own route table. */
export const api = hc<AppType>("/", { fetch: request }).api;

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
