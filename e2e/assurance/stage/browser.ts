/** A browser without scripts: cookies by host, no redirect followed by itself. */
export interface Browser {
  get(url: string): Promise<Response>;
  post(
    url: string,
    fields: Readonly<Record<string, string>>,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Response>;
  /** Every cookie it holds, for the canary search. */
  storage(): string;
}

export const createBrowser = (): Browser => {
  const jars = new Map<string, Map<string, string>>();
  const send = async (url: string, init: RequestInit): Promise<Response> => {
    // Cookies do not tell ports apart: https://www.rfc-editor.org/rfc/rfc6265#section-8.5
    const { hostname: host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  return {
    get: (url) => send(url, {}),
    post: (url, fields, headers) =>
      send(url, {
        method: "POST",
        headers: { "content-type": "application/x-www-form-urlencoded", origin: new URL(url).origin, ...headers },
        body: new URLSearchParams(fields).toString(),
      }),
    storage: () =>
      [...jars].map(([host, jar]) => `${host} ${[...jar].map((pair) => pair.join("=")).join("; ")}`).join("\n"),
  };
};

/** Name and value of every hidden input of a page. */
export const hiddenFields = (html: string): Record<string, string> =>
  Object.fromEntries(
    [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("&amp;", "&").replaceAll("&quot;", '"').replaceAll("&#39;", "'"),
    ]),
  );
