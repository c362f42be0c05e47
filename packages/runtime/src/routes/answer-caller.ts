import type { Logger, RequestId } from "@breezeway/core";
import type { Context } from "hono";
import type { Admission, Refusal } from "../admit/admit.ts";
import type { AddressMatcher } from "../admit/client-address.ts";
import type { OverloadGuard } from "../admit/overload.ts";
import type { Sightings } from "../audit/sightings.ts";
import { readJsonBody } from "../http/read-body.ts";
import { readHeader } from "../http/read-header.ts";
import { httpErrorReply } from "../http/respond.ts";
import type { Caller } from "../identify/caller.ts";
import type { LiveServer } from "../live/live-server.ts";
import { classify } from "../mcp/classify.ts";
import { dispatch } from "../mcp/dispatch.ts";
import type { DispatchDeps } from "../mcp/dispatch.ts";
import type { Reply } from "../mcp/json-rpc.ts";
import type { Metrics } from "../metrics/metrics.ts";

/** What every MCP endpoint needs. */
export interface AnswerDeps extends DispatchDeps {
  readonly admission: Admission;
  readonly overload: OverloadGuard;
  readonly sightings: Sightings;
  readonly metrics: Metrics;
  readonly isTrustedProxy: AddressMatcher;
  readonly maxBodyBytes: number;
  readonly newRequestId: () => RequestId;
  readonly isDraining: () => boolean;
  readonly log: Logger;
}

export const shed = ({ metrics }: Pick<AnswerDeps, "metrics">, retryAfterSeconds: number): Reply => {
  metrics.shed();
  return httpErrorReply(503, "Breezeway is too busy. Try again in a moment.", {
    "retry-after": String(retryAfterSeconds),
  });
};

export const refusalReply = ({ status, message, retryAfterSeconds }: Refusal): Reply =>
  httpErrorReply(status, message, retryAfterSeconds === undefined ? {} : { "retry-after": String(retryAfterSeconds) });

/** Answers a request whose sender is known. */
export const answerCaller = async (
  deps: AnswerDeps,
  c: Context,
  who: { readonly server: LiveServer; readonly caller: Caller; readonly requestId: RequestId },
): Promise<Reply> => {
  if (c.req.method !== "POST") return httpErrorReply(405, "Send MCP messages by POST.", { allow: "POST" });
  const body = await readJsonBody(c, deps.maxBodyBytes);
  if (!body.ok) return httpErrorReply(body.status, body.message);
  const headers = {
    version: readHeader(c, "mcp-protocol-version"),
    method: readHeader(c, "mcp-method"),
    name: readHeader(c, "mcp-name"),
  };
  const message = classify(headers, body.value);
  const { server, caller, requestId } = who;
  if (message.kind === "request" && message.method !== "tools/call")
    deps.sightings.see({ server, caller, client: message.client, calls: 0 });
  return dispatch(deps, { server, caller, requestId, bytesIn: body.bytes, signal: () => c.req.raw.signal }, message);
};

/** What a preflight grants; `more` are request headers of one endpoint. */
export const corsHeaders = (more: readonly string[] = []): Record<string, string> => ({
  "access-control-allow-methods": "POST",
  "access-control-allow-headers": [
    "authorization, content-type, accept, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id",
    ...more,
  ].join(", "),
  "access-control-max-age": "600",
});
