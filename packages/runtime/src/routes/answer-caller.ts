import { addressBucket } from "@breezeway/core";
import type { AddressMatcher, Logger, RequestId } from "@breezeway/core";
import type { Context } from "hono";
import type { Admission, Refusal } from "../admit/admit.ts";
import type { BodyBudget, BodyHold } from "../admit/body-budget.ts";
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
  readonly bodies: BodyBudget;
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

export interface Sender {
  readonly server: LiveServer;
  readonly caller: Caller;
  readonly requestId: RequestId;
  /** Where the request comes from, trusted proxies left out. */
  readonly address: string | undefined;
}

const fullRetrySeconds = "1";

/** Answers a request whose sender is known. */
export const answerCaller = async (deps: AnswerDeps, c: Context, who: Sender): Promise<Reply> => {
  if (c.req.method !== "POST") return httpErrorReply(405, "Send MCP messages by POST.", { allow: "POST" });
  const openHold = (): BodyHold => deps.bodies.open(addressBucket(who.address ?? "unknown"));
  const body = await readJsonBody(c, { maxBytes: deps.maxBodyBytes, openHold });
  if (!body.ok)
    return httpErrorReply(body.status, body.message, body.status === 503 ? { "retry-after": fullRetrySeconds } : {});
  if (body.hold === undefined) return answerBody(deps, c, who, body);
  try {
    return await answerBody(deps, c, who, body);
  } finally {
    body.hold.end();
  }
};

const answerBody = (
  deps: AnswerDeps,
  c: Context,
  { server, caller, requestId, address }: Sender,
  body: { readonly value: unknown; readonly bytes: number },
): Reply | Promise<Reply> => {
  const headers = {
    version: readHeader(c, "mcp-protocol-version"),
    method: readHeader(c, "mcp-method"),
    name: readHeader(c, "mcp-name"),
  };
  const message = classify(headers, body.value);
  if (message.kind === "request" && message.method !== "tools/call")
    deps.sightings.see({ server, caller, client: message.client, calls: 0 });
  const exchange = { server, caller, requestId, address, bytesIn: body.bytes, signal: () => c.req.raw.signal };
  return dispatch(deps, exchange, message);
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
