import type { Hono } from "hono";

const meta = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientCapabilities": {},
  "io.modelcontextprotocol/clientInfo": { name: "test-client", version: "1.2.3" },
};

/** As much of a JSON-RPC answer as tests look at. */
export interface RpcAnswer {
  readonly jsonrpc?: string;
  readonly id?: string | number | null;
  readonly result?: RpcResult;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

export interface RpcResult {
  readonly [member: string]: unknown;
  readonly tools?: readonly { readonly name: string; readonly [member: string]: unknown }[];
  readonly content?: readonly { readonly type: string; readonly text?: string; readonly [member: string]: unknown }[];
  readonly isError?: boolean;
  readonly nextCursor?: string;
  readonly resultType?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed body; empty where there is none. */
  readonly json: RpcAnswer;
  /** The first text of a tool result. */
  readonly said: string;
}

export interface Client {
  readonly modern: (
    method: string,
    params?: Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  readonly legacy: (
    method: string,
    params?: Record<string, unknown>,
    headers?: Record<string, string>,
  ) => Promise<Answer>;
  readonly raw: (body: unknown, headers?: Record<string, string>, method?: string) => Promise<Answer>;
}

/** Speaks both eras to the app itself; no socket in between. */
export const createClient = (
  app: Hono,
  token: string | undefined = "user-token-not-real",
  path = "/mcp/acme/wiki",
): Client => {
  const raw = async (body: unknown, headers: Record<string, string> = {}, method = "POST"): Promise<Answer> => {
    const response = await app.request(`https://mcp.example.com${path}`, {
      method,
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(method === "POST" && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const json = (text === "" ? {} : JSON.parse(text)) as RpcAnswer;
    return {
      status: response.status,
      headers: response.headers,
      text,
      json,
      said: json.result?.content?.[0]?.text ?? "",
    };
  };
  return {
    raw,
    modern: (method, params = {}, headers = {}) =>
      raw(
        { jsonrpc: "2.0", id: 1, method, params: { ...params, _meta: meta } },
        {
          "mcp-protocol-version": "2026-07-28",
          "mcp-method": method,
          ...(typeof params["name"] === "string" && { "mcp-name": params["name"] }),
          ...headers,
        },
      ),
    legacy: (method, params = {}, headers = {}) =>
      raw({ jsonrpc: "2.0", id: 1, method, params }, { "mcp-protocol-version": "2025-11-25", ...headers }),
  };
};
