/** One MCP request, as every host of a comparison gets it. */
export interface McpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export const benchToken = "bench-token-not-a-secret";

const common = (token: string) => ({
  "content-type": "application/json",
  accept: "application/json, text/event-stream",
  authorization: `Bearer ${token}`,
});

/** A request of revision 2026-07-28. */
export const modernRequest = (
  method: string,
  params: Readonly<Record<string, unknown>> = {},
  token = benchToken,
): McpRequest => ({
  headers: {
    ...common(token),
    "mcp-protocol-version": "2026-07-28",
    "mcp-method": method,
    ...(typeof params["name"] === "string" && { "mcp-name": params["name"] }),
  },
  body: JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method,
    params: {
      ...params,
      _meta: {
        "io.modelcontextprotocol/protocolVersion": "2026-07-28",
        "io.modelcontextprotocol/clientCapabilities": {},
        "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
      },
    },
  }),
});

/** A request of revision 2025-11-25, for hosts that know no later one. */
export const legacyRequest = (method: string, params: Readonly<Record<string, unknown>>): McpRequest => ({
  headers: { ...common(benchToken), "mcp-protocol-version": "2025-11-25" },
  body: JSON.stringify({ jsonrpc: "2.0", id: 1, method, params }),
});

const pageCall = { name: "getPage", arguments: { id: "65601" } };
export const modernCall = (token?: string): McpRequest => modernRequest("tools/call", pageCall, token);
export const legacyCall = (): McpRequest => legacyRequest("tools/call", pageCall);
