import type { Challenge } from "../identify/caller.ts";
import { formatChallenge } from "../identify/challenge.ts";
import type { Reply, RequestId } from "../mcp/json-rpc.ts";
import { errorReply } from "../mcp/json-rpc.ts";
import { errorCodes } from "../mcp/protocol.ts";

/** What every answer of an MCP endpoint carries besides its body. */
export interface AnswerContext {
  readonly requestId: string;
  /** The connection is to be closed after this answer. */
  readonly isDraining: boolean;
  /** The browser origin that was let in. */
  readonly origin: string | undefined;
}

const exposedHeaders = "www-authenticate, retry-after, x-request-id";

export const toResponse = (reply: Reply, context: AnswerContext): Response => {
  const headers: Record<string, string> = {
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-request-id": context.requestId,
  };
  if (reply.body !== null) headers["content-type"] = "application/json";
  if (context.isDraining) headers["connection"] = "close";
  if (context.origin !== undefined) {
    headers["access-control-allow-origin"] = context.origin;
    headers["access-control-expose-headers"] = exposedHeaders;
    headers["vary"] = "origin";
  }
  if (reply.headers !== undefined) Object.assign(headers, reply.headers);
  return new Response(reply.body as string | Uint8Array<ArrayBuffer> | null, { status: reply.status, headers });
};

/** A challenge with a JSON body: a client that reads only the body must not take it for a foreign server. */
export const challengeReply = (challenge: Challenge, id: RequestId | null = null, data?: unknown): Reply => ({
  ...errorReply(id, {
    status: challenge.status,
    code: errorCodes.invalidRequest,
    message: challenge.description ?? "This server needs an access token.",
    ...(data !== undefined && { data }),
  }),
  headers: { "www-authenticate": formatChallenge(challenge) },
});

/** An error of HTTP itself, as JSON-RPC. */
export const httpErrorReply = (
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply => ({
  ...errorReply(null, { status, code: codeOf(status), message }),
  headers,
});

const codeOf = (status: number): (typeof errorCodes)["parseError" | "invalidRequest" | "internalError"] => {
  if (status === 400) return errorCodes.parseError;
  return status < 500 && status !== 429 ? errorCodes.invalidRequest : errorCodes.internalError;
};
