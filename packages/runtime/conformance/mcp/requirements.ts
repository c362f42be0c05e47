const specification = "https://modelcontextprotocol.io/specification";
const modern = `${specification}/2026-07-28`;
const http = `${modern}/basic/transports/streamable-http`;
const legacyHttp = `${specification}/2025-11-25/basic/transports`;

export interface Requirement {
  readonly says: string;
  readonly source: string;
}

/** What the MCP endpoint promises, by id. `coverage.test.ts` fails for an id without a test. */
export const requirements: Readonly<Record<string, Requirement>> = {
  "modern-discover": {
    says: "server/discover lists supported versions, capabilities and how long the answer holds.",
    source: `${modern}/server/discover`,
  },
  "modern-version-unsupported": {
    says: "An unsupported protocol version is answered 400 with -32022 and the supported ones.",
    source: `${http}#protocol-version-header`,
  },
  "modern-headers-match": {
    says: "Standard headers that are missing or differ from the body are answered 400 with -32020.",
    source: `${http}#server-validation`,
  },
  "modern-name-base64": {
    says: "Mcp-Name may be base64 in its envelope; it is decoded, then compared.",
    source: `${http}#value-encoding`,
  },
  "modern-meta-required": {
    says: "A request without the required _meta is answered 400 with -32602.",
    source: `${modern}/basic#_meta`,
  },
  "modern-unknown-method": {
    says: "An unknown method, initialize and ping among them, is answered 404 with -32601.",
    source: `${http}#sending-messages-to-the-server`,
  },
  "modern-list-cacheable": {
    says: "Every list says how long it holds and for whom.",
    source: `${modern}/server/utilities/caching`,
  },
  "modern-result-type": {
    says: "Every result says resultType and who the server is.",
    source: `${modern}/basic#results`,
  },
  "notification-accepted": {
    says: "An accepted notification is answered 202 without a body.",
    source: `${http}#sending-messages-to-the-server`,
  },
  "legacy-initialize": {
    says: "initialize answers with the version asked for, or with the newest of that handshake.",
    source: `${specification}/2025-11-25/basic/lifecycle#version-negotiation`,
  },
  "legacy-ping": {
    says: "ping is answered at once with an empty result.",
    source: `${specification}/2025-11-25/basic/utilities/ping`,
  },
  "legacy-version-header": {
    says: "An unsupported MCP-Protocol-Version is answered 400; an absent one means 2025-03-26.",
    source: `${legacyHttp}#protocol-version-header`,
  },
  "legacy-batch": {
    says: "Batches are taken in 2025-03-26 and refused in every later revision.",
    source: `${specification}/2025-06-18/changelog`,
  },
  "legacy-plain-results": {
    says: "Legacy results carry no resultType, ttlMs or serverInfo.",
    source: `${specification}/2025-11-25/schema`,
  },
  "legacy-unknown-method": {
    says: "An unknown method is a JSON-RPC error -32601.",
    source: "https://www.jsonrpc.org/specification#error_object",
  },
  "json-rpc-invalid": {
    says: "What is no JSON, or no JSON-RPC, is a JSON-RPC error with a 4xx status.",
    source: "https://www.jsonrpc.org/specification#error_object",
  },
  "get-not-allowed": {
    says: "GET and DELETE are answered 405 with Allow: POST, after authentication.",
    source: `${http}#listening-for-messages-from-the-server`,
  },
  "origin-checked": { says: "A foreign Origin is answered 403.", source: `${http}#security-warning` },
  "unauthenticated-challenge": {
    says: "A request without a token is answered 401 with a challenge, whatever its method.",
    source: `${modern}/basic/authorization`,
  },
  "upstream-401": {
    says: "A token that the API refuses is an HTTP 401 with invalid_token, in both eras.",
    source: `${modern}/basic/authorization#error-handling`,
  },
  "insufficient-scope": {
    says: "A missing scope is an HTTP 403 insufficient_scope with every scope of the operation.",
    source: `${modern}/basic/authorization#scope-challenge-handling`,
  },
  "tools-unknown": {
    says: "An unknown tool is a JSON-RPC error -32602.",
    source: `${modern}/server/tools#error-handling`,
  },
  "tools-arguments": {
    says: "Wrong arguments and API failures are results with isError.",
    source: `${modern}/server/tools#error-handling`,
  },
  "tools-pagination": {
    says: "Long lists come in pages in a fixed order; a foreign cursor is -32602.",
    source: `${modern}/server/utilities/pagination`,
  },
  "tools-annotations": {
    says: "Tools are listed with schema and all four hints.",
    source: `${modern}/server/tools#tool`,
  },
  "lists-empty": {
    says: "Prompt, resource and template lists are answered empty.",
    source: `${modern}/server/prompts`,
  },
  "sessions-none": {
    says: "No session id is made or asked for; one that is sent is ignored.",
    source: `${http}#earlier-streamable-http-revisions`,
  },
  "errors-json": {
    says: "Every error of the endpoint is JSON, so that clients can tell the era.",
    source: `${http}#backward-compatibility`,
  },
};
