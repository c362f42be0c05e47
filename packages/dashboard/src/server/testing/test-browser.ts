import type { RouteBodyInput, RouteName, RouteOutput, Routes } from "../api/routes.ts";
import { routes } from "../api/routes.ts";
import type { ParamsOf } from "../api/route.ts";
import { dashboardUrl } from "./test-dashboard.ts";
import type { TestDashboard } from "./test-dashboard.ts";

export interface CallInput<Name extends RouteName> {
  readonly params?: ParamsOf<Routes[Name]>;
  readonly query?: Record<string, string>;
  readonly body?: RouteBodyInput<Name> | object;
  /** Over those that a browser on our own page sends; `null` leaves one out. */
  readonly headers?: Record<string, string | null>;
}

export interface TestAnswer<Name extends RouteName> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Of a success. */
  readonly json: RouteOutput<Name>;
  /** Of a refusal. */
  readonly error: { readonly code: string; readonly message: string; readonly at?: string };
}

/** A browser with one cookie jar on our own page. */
export interface TestBrowser {
  csrfToken: string | null;
  cookie: string | undefined;
  /** The answer as it begins, nothing read of it. */
  open<Name extends RouteName>(name: Name, input?: CallInput<Name>): Promise<Response>;
  call<Name extends RouteName>(name: Name, input?: CallInput<Name>): Promise<TestAnswer<Name>>;
  /** The same, and it must succeed. */
  get<Name extends RouteName>(name: Name, input?: CallInput<Name>): Promise<RouteOutput<Name>>;
}

export const openBrowser = (
  dashboard: TestDashboard,
  userAgent = "Mozilla/5.0 (X11; Linux) Firefox/140.0",
): TestBrowser => {
  const browser: TestBrowser = {
    csrfToken: null,
    cookie: undefined,
    open: async (name, input = {}) => {
      const route: { method: string; path: string } = routes[name];
      return dashboard.app.request(urlOf(route.path, input), {
        method: route.method.toUpperCase(),
        headers: headersOf(browser, userAgent, input),
        ...(route.method !== "get" && { body: JSON.stringify(input.body ?? {}) }),
      });
    },
    call: async (name, input = {}) => {
      const response = await browser.open(name, input);
      keepCookie(browser, response);
      const text = await response.text();
      const json: unknown = response.headers.get("content-type")?.startsWith("application/json")
        ? JSON.parse(text)
        : undefined;
      keepToken(browser, json);
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: json as never,
        error: (json as { error?: never } | undefined)?.error as never,
      };
    },
    get: async (name, input) => {
      const answer = await browser.call(name, input);
      if (answer.status !== 200) throw new Error(`${name} answered ${answer.status}: ${answer.text.slice(0, 500)}`);
      return answer.json;
    },
  };
  return browser;
};

const urlOf = (path: string, input: { params?: object; query?: Record<string, string> }): string => {
  const filled = Object.entries(input.params ?? {}).reduce(
    (text, [name, value]) => text.replace(`:${name}`, encodeURIComponent(String(value))),
    path,
  );
  const query = new URLSearchParams(input.query ?? {}).toString();
  return `${dashboardUrl}${filled}${query === "" ? "" : `?${query}`}`;
};

const headersOf = (
  browser: TestBrowser,
  userAgent: string,
  input: { headers?: Record<string, string | null> },
): Record<string, string> => {
  const headers: Record<string, string | null> = {
    "user-agent": userAgent,
    origin: dashboardUrl,
    "content-type": "application/json",
    cookie: browser.cookie ?? null,
    "x-csrf-token": browser.csrfToken,
    ...input.headers,
  };
  return Object.fromEntries(Object.entries(headers).filter((entry): entry is [string, string] => entry[1] !== null));
};

const keepCookie = (browser: TestBrowser, response: Response): void => {
  const set = response.headers.get("set-cookie");
  if (set === null) return;
  const [pair = ""] = set.split(";");
  browser.cookie = set.includes("Max-Age=0") ? undefined : pair;
};

const keepToken = (browser: TestBrowser, json: unknown): void => {
  if (typeof json !== "object" || json === null) return;
  const session: unknown = "session" in json ? json.session : json;
  if (typeof session === "object" && session !== null && "csrfToken" in session)
    browser.csrfToken = session.csrfToken as string | null;
};
