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
  const jar = new Map<string, string>();
  const state = { csrfToken: "" };
  const request = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const headers = new Headers({ origin: input.url, accept: "application/json, text/event-stream" });
    if (body !== undefined) headers.set("content-type", "application/json");
    if (state.csrfToken !== "") headers.set("x-csrf-token", state.csrfToken);
    if (jar.size > 0) headers.set("cookie", [...jar].map(([name, value]) => `${name}=${value}`).join("; "));
    const response = await fetch(`${input.url}${path}`, {
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
  const login = await expectOk<Login>(
    await request("POST", "/api/auth/login", { email: input.email, password: input.password }),
  );
  if (login.status !== "signed_in") throw new Error("The account asks for a second factor.");
  state.csrfToken = login.session.csrfToken ?? "";
  const [workspace] = (await expectOk<Session>(await request("GET", "/api/session"))).workspaces;
  if (workspace === undefined) throw new Error("The account has no workspace.");
  return {
    url: input.url,
    workspace: workspace.slug,
    get: async (path) => answerOf(await request("GET", path)),
    send: async (method, path, body) => answerOf(await request(method, path, body)),
    follow: async (path, body) => lastEvent(await request("POST", path, body)),
  };
};

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
