import type { RouteOutput } from "@breezeway/dashboard";

export interface ApiAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

export interface DashboardSession {
  readonly url: string;
  readonly workspace: string;
  get<Body>(path: string): Promise<ApiAnswer<Body>>;
  send<Body>(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown): Promise<ApiAnswer<Body>>;
  /** Posts, and gives the last event of the event stream that answers. */
  follow<Event extends { readonly type: string }>(path: string, body: unknown): Promise<Event>;
}

type Session = RouteOutput<"getSession">;
type Login = RouteOutput<"login">;

/** Signs in to the dashboard as its web app does: JSON API, session cookie, CSRF token, own origin. */
export const signInToDashboard = async (input: {
  readonly url: string;
  readonly email: string;
  readonly password: string;
}): Promise<DashboardSession> => {
  const visit = openVisit(input.url);
  const login = await expectOk<Login>(
    await visit.request("POST", "/api/auth/login", { email: input.email, password: input.password }),
  );
  if (login.status !== "signed_in") throw new Error("The account asks for a second factor.");
  visit.useCsrfToken(login.session.csrfToken);
  const [workspace] = (await expectOk<Session>(await visit.request("GET", "/api/session"))).workspaces;
  if (workspace === undefined) throw new Error("The account has no workspace.");
  return sessionOf(visit, workspace.slug);
};

/** Makes an account by the link that is mailed to it; it belongs to no workspace yet. */
export const signUpToDashboard = async (input: {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly displayName: string;
  readonly readLetter: (to: string) => Promise<URL>;
}): Promise<DashboardSession> => {
  const { url, email, password, displayName } = input;
  const visit = openVisit(url);
  await expectOk(await visit.request("POST", "/api/auth/sign-up", { email }));
  const token = (await input.readLetter(email)).hash.slice(1);
  const body = { token, displayName, password, acceptTerms: true };
  const session = await expectOk<Session>(await visit.request("POST", "/api/auth/sign-up/complete", body));
  visit.useCsrfToken(session.csrfToken);
  return sessionOf(visit, "");
};

interface Visit {
  readonly url: string;
  request(method: string, path: string, body?: unknown): Promise<Response>;
  useCsrfToken(token: string | null): void;
}

const openVisit = (url: string): Visit => {
  const jar = new Map<string, string>();
  const state = { csrfToken: "" };
  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = new Headers({ origin: url, accept: "application/json, text/event-stream" });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (state.csrfToken !== "") headers.set("x-csrf-token", state.csrfToken);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]?.split(/=(.*)/s) ?? [];
      jar.set(name, value);
    }
    return response;
  };
  return {
    url,
    request,
    useCsrfToken: (token) => {
      state.csrfToken = token ?? "";
    },
  };
};

const sessionOf = (visit: Visit, workspace: string): DashboardSession => ({
  url: visit.url,
  workspace,
  get: async (path) => answerOf(await visit.request("GET", path)),
  send: async (method, path, body) => answerOf(await visit.request(method, path, body)),
  follow: async (path, body) => lastEvent(await visit.request("POST", path, body)),
});

const answerOf = async <Body>(response: Response): Promise<ApiAnswer<Body>> => ({
  status: response.status,
  body: (await response.json()) as Body,
});

const expectOk = async <Body>(response: Response): Promise<Body> => {
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.url} answered ${response.status}: ${text}`);
  return JSON.parse(text) as Body;
};

const lastEvent = async <Event>(response: Response): Promise<Event> => {
  const text = await response.text();
  const events = text.split("\n\n").flatMap((block) => {
    const data = block
      .split("\n")
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart());
    return data.length === 0 ? [] : [data.join("\n")];
  });
  const last = events.at(-1);
  if (last === undefined) throw new Error(`${response.url} answered ${response.status} without an event: ${text}`);
  return JSON.parse(last) as Event;
};
