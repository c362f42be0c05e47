/** What somebody in front of a browser decides on the pages that come along. */
export interface Decisions {
  /** Accepts what pages ask for; cancels otherwise. */
  readonly accepts: boolean;
  /** Values typed or chosen, by field name. */
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Person {
  /** Opens an address and goes through redirects and forms until one leads to `endsAt`; gives that address. Throws what a page complains about. */
  follow(url: string, endsAt: string, decisions: Decisions): Promise<URL>;
  /** Titles of the pages that were shown, oldest first. */
  readonly pages: readonly string[];
}

const maxSteps = 20;

/** A browser without script: keeps cookies, follows redirects, sends forms. */
export const createPerson = (): Person => {
  const cookies = new Map<string, Map<string, string>>();
  const pages: string[] = [];
  const open = async (url: string, init: RequestInit): Promise<Response> => {
    const { origin } = new URL(url);
    const jar = cookies.get(origin) ?? new Map<string, string>();
    cookies.set(origin, jar);
    const headers = new Headers(init.headers);
    headers.set("accept", "text/html");
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]?.split(/=(.*)/s) ?? [];
      if (/max-age=0\b/i.test(cookie)) jar.delete(name);
      else jar.set(name, value);
    }
    return response;
  };
  const follow = async (url: string, endsAt: string, decisions: Decisions): Promise<URL> => {
    let [address, init]: [string, RequestInit] = [url, {}];
    for (let step = 0; step < maxSteps; step += 1) {
      if (address.startsWith(endsAt)) return new URL(address);
      const response = await open(address, init);
      const location = response.headers.get("location");
      const text = await response.text();
      if (location !== null) [address, init] = [new URL(location, address).toString(), {}];
      else {
        const problem = /role="alert"[^>]*>([^<]*)/.exec(text)?.[1];
        if (problem !== undefined) throw new Error(`The page says: ${problem}`);
        pages.push(/<title>([^<]*)/.exec(text)?.[1] ?? "");
        [address, init] = answerForm(text, address, decisions, response.status);
      }
    }
    throw new Error(`Still on the way after ${maxSteps} steps, at ${address}`);
  };
  return { follow, pages };
};

const answerForm = (page: string, at: string, decisions: Decisions, status: number): [string, RequestInit] => {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(page);
  if (form === null) throw new Error(`${at} answered ${status} with a page that leads nowhere: ${textOf(page)}`);
  const [, formTag = "", inner = ""] = form;
  const body = new URLSearchParams();
  for (const [tag] of inner.matchAll(/<(input|select)\b[^>]*>/g)) {
    const name = attribute(tag, "name");
    if (name === undefined) continue;
    const given = decisions.fields?.[name];
    const value = attribute(tag, "value") ?? "";
    const isChoice = /type="(radio|checkbox)"/.test(tag);
    if (tag.startsWith("<select")) body.append(name, given ?? firstOption(inner, tag));
    else if (!isChoice) body.append(name, given ?? value);
    else if (given === undefined ? /\bchecked\b/.test(tag) : given === value) body.append(name, value);
  }
  const buttons = [...inner.matchAll(/<button\b[^>]*>/g)].map(([tag]) => tag);
  const wanted = decisions.accepts ? /value="(allow|approve)"/ : /value="deny"/;
  const button = buttons.find((tag) => wanted.test(tag));
  const name = button === undefined ? undefined : attribute(button, "name");
  if (button !== undefined && name !== undefined) body.append(name, attribute(button, "value") ?? "");
  const action = new URL(attribute(formTag, "action") ?? at, at);
  return [action.toString(), { method: "POST", body, headers: { origin: action.origin } }];
};

const attribute = (tag: string, name: string): string | undefined => {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescapeHtml(value);
};

const firstOption = (inner: string, tag: string): string => {
  const options = inner.slice(inner.indexOf(tag));
  return attribute(/<option\b[^>]*>/.exec(options)?.[0] ?? "", "value") ?? "";
};

const unescapeHtml = (text: string): string =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

const textOf = (page: string): string =>
  page
    .replace(/<style[\s\S]*?<\/style>/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 300);
