import type { Hono } from "hono";

/** A browser in a few lines: keeps cookies, follows nothing by itself. */
export interface Browser {
  readonly get: (url: string) => Promise<Response>;
  readonly post: (url: string, fields: Record<string, string>, headers?: Record<string, string>) => Promise<Response>;
  readonly cookies: Map<string, string>;
}

export const createBrowser = (app: () => Hono): Browser => {
  const cookies = new Map<string, string>();
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers);
    if (cookies.size > 0) headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await app().request(url, { ...init, headers });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  return {
    cookies,
    get: (url) => send(url, {}),
    post: (url, fields, headers) =>
      send(url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(url).origin, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
  };
};
