import { hc } from "hono/client";
import type { AppType } from "../../server/api/routes.ts";
import { toApiError } from "./api-error.ts";

let csrfToken: string | null = null;

/** The server's token against forged requests; it changes when the session does. */
export const setCsrfToken = (token: string | null): void => {
  csrfToken = token;
};

const send: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  if (csrfToken !== null) headers.set("x-csrf-token", csrfToken);
  return globalThis.fetch(input, { ...init, headers, credentials: "same-origin" });
};

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
