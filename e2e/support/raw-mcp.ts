/** The two protocol eras as they go over the wire, for what the SDKs hide: status lines and headers. */
export type Era = "modern" | "legacy";

export const eras: readonly Era[] = ["modern", "legacy"];

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  // What the endpoint answers is looked at by the tests, not trusted.
  readonly body: Record<string, unknown> | undefined;
  readonly text: string;
}

/** One MCP request by hand. */
export const rawMcp = async (input: {
  readonly url: string;
  readonly era: Era;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}): Promise<RawAnswer> => {
  const headers = new Headers({
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    "mcp-protocol-version": input.era === "modern" ? "2026-07-28" : "2025-11-25",
    ...input.headers,
  });
  if (input.token !== undefined) headers.set("authorization", `Bearer ${input.token}`);
  if (input.era === "modern") {
    headers.set("mcp-method", input.method);
    if (typeof input.params?.["name"] === "string") headers.set("mcp-name", input.params["name"]);
  }
  const meta = {
    _meta: {
      "io.modelcontextprotocol/protocolVersion": "2026-07-28",
      "io.modelcontextprotocol/clientCapabilities": {},
      "io.modelcontextprotocol/clientInfo": { name: "journey", version: "1.0.0" },
    },
  };
  const params = input.era === "modern" ? { ...input.params, ...meta } : input.params;
  const response = await fetch(input.url, {
    method: "POST",
    headers,
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: input.method, ...(params === undefined ? {} : { params }) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parse(text) };
};

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined; // the test that looks at it fails and shows the text
  }
};
