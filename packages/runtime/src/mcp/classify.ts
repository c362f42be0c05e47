// Says once, at the edge, what a POST to the MCP endpoint is. Pure: headers and a parsed body in, one of a closed set out.
import type { Era } from "../live/tool-lists.ts";
import type { RequestId, RpcError } from "./json-rpc.ts";
import {
  assumedLegacyVersion,
  errorCodes,
  isLegacyVersion,
  metaKeys,
  modernVersion,
  supportedVersions,
} from "./protocol.ts";

export interface McpHeaders {
  /** `MCP-Protocol-Version` */
  readonly version: string | undefined;
  /** `Mcp-Method` */
  readonly method: string | undefined;
  /** `Mcp-Name` */
  readonly name: string | undefined;
}

export interface RpcClient {
  readonly name: string;
  readonly version: string;
}

export interface RpcRequest {
  readonly kind: "request";
  readonly era: Era;
  readonly version: string;
  readonly id: RequestId;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly client: RpcClient | undefined;
}

export type Single =
  | RpcRequest
  /** A notification, or an answer to a question that this server never asks. */
  | { readonly kind: "notification" }
  | { readonly kind: "invalid"; readonly id: RequestId | null; readonly error: RpcError };

export type Classified = Single | { readonly kind: "batch"; readonly items: readonly Single[] };

export const maxBatchItems = 50;

export const classify = (headers: McpHeaders, body: unknown): Classified => {
  if (!Array.isArray(body)) return classifyOne(headers, body);
  const version = headers.version ?? assumedLegacyVersion;
  // Only the oldest revision has batches: https://modelcontextprotocol.io/specification/2025-06-18/changelog
  if (version !== assumedLegacyVersion)
    return invalid(null, 400, "A batch is not accepted: send one message at a time.");
  if (body.length === 0 || body.length > maxBatchItems)
    return invalid(null, 400, `A batch holds 1 to ${maxBatchItems} messages.`);
  return { kind: "batch", items: body.map((item) => classifyOne(headers, item)) };
};

const classifyOne = (headers: McpHeaders, body: unknown): Single => {
  if (!isRecord(body) || body["jsonrpc"] !== "2.0")
    return invalid(null, 400, "The body is not a JSON-RPC 2.0 message.");
  const id = body["id"];
  const { method } = body;
  if (typeof method !== "string") {
    const isAnswer = "result" in body || "error" in body;
    return isAnswer && isRequestId(id)
      ? { kind: "notification" }
      : invalid(isRequestId(id) ? id : null, 400, "The message has no method.");
  }
  if (id !== undefined && !isRequestId(id)) return invalid(null, 400, "The id must be a string or a whole number.");
  const params = body["params"];
  if (params !== undefined && !isRecord(params))
    return fault(id ?? null, 400, errorCodes.invalidParams, "params must be an object.");
  const message: Message = { id, method, params: params ?? {} };
  const meta = message.params["_meta"];
  if (isRecord(meta) && typeof meta[metaKeys.protocolVersion] === "string")
    return classifyModern(headers, message, meta);
  return classifyLegacy(headers, message);
};

interface Message {
  readonly id: RequestId | undefined;
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http */
const classifyModern = (headers: McpHeaders, message: Message, meta: Readonly<Record<string, unknown>>): Single => {
  const id = message.id ?? null;
  const version = String(meta[metaKeys.protocolVersion]);
  if (headers.version === undefined) return mismatch(id, "The header MCP-Protocol-Version is missing.");
  if (headers.version !== version)
    return mismatch(id, "The header MCP-Protocol-Version differs from the body's protocol version.");
  if (version !== modernVersion) return unsupported(id, version);
  if (headers.method === undefined) return mismatch(id, "The header Mcp-Method is missing.");
  if (headers.method !== message.method) return mismatch(id, "The header Mcp-Method differs from the body's method.");
  const named = checkName(headers.name, message);
  if (named !== undefined) return mismatch(id, named);
  if (message.id === undefined) return { kind: "notification" };
  if (!isRecord(meta[metaKeys.clientCapabilities]))
    return fault(id, 400, errorCodes.invalidParams, `params._meta must hold ${metaKeys.clientCapabilities}.`);
  return {
    kind: "request",
    era: "modern",
    version,
    id: message.id,
    method: message.method,
    params: message.params,
    client: clientOf(meta[metaKeys.clientInfo]),
  };
};

const namedMethods: Readonly<Record<string, string>> = {
  "tools/call": "name",
  "prompts/get": "name",
  "resources/read": "uri",
};

const checkName = (header: string | undefined, { method, params }: Message): string | undefined => {
  const key = Object.hasOwn(namedMethods, method) ? namedMethods[method] : undefined;
  if (key === undefined) return undefined;
  const name = params[key];
  if (typeof name !== "string") return undefined;
  if (header === undefined) return "The header Mcp-Name is missing.";
  return decodeName(header) === name ? undefined : `The header Mcp-Name differs from the body's params.${key}.`;
};

/** `=?base64?…?=` carries what a header cannot: https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http#value-encoding */
const decodeName = (header: string): string | undefined => {
  const encoded = /^=\?base64\?([A-Za-z0-9+/]*={0,2})\?=$/.exec(header)?.[1];
  return encoded === undefined ? header : Buffer.from(encoded, "base64").toString("utf8");
};

const classifyLegacy = (headers: McpHeaders, { id, method, params }: Message): Single => {
  const version = headers.version ?? assumedLegacyVersion;
  if (version === modernVersion)
    return fault(
      id ?? null,
      400,
      errorCodes.invalidParams,
      `params._meta must hold ${metaKeys.protocolVersion} and ${metaKeys.clientCapabilities}.`,
    );
  if (!isLegacyVersion(version)) return unsupported(id ?? null, version);
  if (id === undefined) return { kind: "notification" };
  return { kind: "request", era: "legacy", version, id, method, params, client: clientOf(params["clientInfo"]) };
};

const maxClientText = 100;

const clientOf = (info: unknown): RpcClient | undefined => {
  if (!isRecord(info) || typeof info["name"] !== "string") return undefined;
  const version = typeof info["version"] === "string" ? info["version"] : "";
  return { name: info["name"].slice(0, maxClientText), version: version.slice(0, maxClientText) };
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isRequestId = (id: unknown): id is RequestId =>
  typeof id === "string" || (typeof id === "number" && Number.isInteger(id));

const fault = (
  id: RequestId | null,
  status: number,
  code: RpcError["code"],
  message: string,
): Single & { kind: "invalid" } => ({
  kind: "invalid",
  id,
  error: { status, code, message },
});

const invalid = (id: RequestId | null, status: number, message: string): Single & { kind: "invalid" } =>
  fault(id, status, errorCodes.invalidRequest, message);

const mismatch = (id: RequestId | null, message: string): Single => fault(id, 400, errorCodes.headerMismatch, message);

const unsupported = (id: RequestId | null, requested: string): Single => ({
  kind: "invalid",
  id,
  error: {
    status: 400,
    code: errorCodes.unsupportedVersion,
    message: "This protocol version is not supported.",
    data: { supported: supportedVersions, requested: requested.slice(0, 40) },
  },
});
