import { ServiceError } from "@breezeway/core";
import type { AppType } from "@breezeway/dashboard";
import { hc } from "hono/client";

/** The dashboard's API as one signed-in person uses it: typed routes, a cookie jar and the CSRF token. */
export interface ApiSession {
  readonly api: ReturnType<typeof hc<AppType>>;
  readonly useCsrfToken: (token: string | null) => void;
}

/** Speaks to the dashboard within this process, through the same door as a browser. */
export const openApiSession = (
  dashboard: { readonly fetch: (request: Request) => Response | Promise<Response> },
  origin: string,
): ApiSession => {
  const cookies = new Map<string, string>();
  let csrfToken: string | null = null;

  const send = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input, init);
    request.headers.set("origin", origin);
    request.headers.set("host", new URL(origin).host);
    if (cookies.size > 0)
      request.headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    if (csrfToken !== null) request.headers.set("x-csrf-token", csrfToken);
    const response = await dashboard.fetch(request);
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ""] = cookie.split(";");
      const at = pair.indexOf("=");
      cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };

  return {
    api: hc<AppType>(origin, { fetch: send }),
    useCsrfToken: (token) => {
      csrfToken = token;
    },
  };
};

/** The body of a successful answer; throws with the API's own message otherwise. */
export const succeed = async <Body>(
  answer: Promise<{ ok: boolean; status: number; json(): Promise<Body>; text(): Promise<string> }>,
): Promise<Body> => {
  const response = await answer;
  if (!response.ok)
    throw new ServiceError("upstream_failed", {
      message: `The demo could not be set up: ${response.status} ${(await response.text()).slice(0, 500)}`,
    });
  return response.json();
};
