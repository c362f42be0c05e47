import type { Logger, RequestId } from "@breezeway/core";
import type { Context } from "hono";
import type { Admission } from "../admit/admit.ts";
import { clientAddress } from "../admit/client-address.ts";
import type { AddressMatcher } from "../admit/client-address.ts";
import type { OverloadGuard } from "../admit/overload.ts";
import type { Sightings } from "../audit/sightings.ts";
import { isOriginAllowed } from "../http/origin.ts";
import type { OriginRules } from "../http/origin.ts";
import { readJsonBody } from "../http/read-body.ts";
import { readHeader, readPeer } from "../http/read-header.ts";
import { challengeReply, httpErrorReply, toResponse } from "../http/respond.ts";
import { respondError } from "../http/respond-error.ts";
import type { Identify } from "../identify/identify.ts";
import type { LiveServer } from "../live/live-server.ts";
import type { LiveServers } from "../live/live-servers.ts";
import { classify } from "../mcp/classify.ts";
import { dispatch } from "../mcp/dispatch.ts";
import type { DispatchDeps } from "../mcp/dispatch.ts";
import type { Reply } from "../mcp/json-rpc.ts";
import type { Metrics } from "../metrics/metrics.ts";

export interface McpRouteDeps extends DispatchDeps {
  readonly live: Pick<LiveServers, "find">;
  readonly identify: Identify;
  readonly admission: Admission;
  readonly overload: OverloadGuard;
  readonly sightings: Sightings;
  readonly metrics: Metrics;
  readonly origins: OriginRules;
  readonly isTrustedProxy: AddressMatcher;
  readonly maxBodyBytes: number;
  readonly newRequestId: () => RequestId;
  readonly isDraining: () => boolean;
  readonly log: Logger;
}

/** `/mcp/{workspace}/{server}`: every answer is JSON, because clients read the era off an error's body. */
export const createMcpRoute =
  (deps: McpRouteDeps) =>
  async (c: Context): Promise<Response> => {
    const requestId = deps.newRequestId();
    const busySeconds = deps.overload.check();
    const reply = busySeconds === undefined ? await answer(deps, c, requestId) : shed(deps, busySeconds);
    deps.metrics.answered(reply.status);
    return toResponse(reply, { requestId, isDraining: deps.isDraining(), origin: reply.origin });
  };

type Answered = Reply & { readonly origin?: string | undefined };

const shed = (deps: McpRouteDeps, retryAfterSeconds: number): Answered => {
  deps.metrics.shed();
  return httpErrorReply(503, "Breezeway is too busy. Try again in a moment.", {
    "retry-after": String(retryAfterSeconds),
  });
};

const answer = async (deps: McpRouteDeps, c: Context, requestId: RequestId): Promise<Answered> => {
  deps.overload.enter();
  try {
    const found = deps.live.find(c.req.param("workspace") ?? "", c.req.param("server") ?? "");
    const server = found instanceof Promise ? await found : found;
    if (server === undefined) return httpErrorReply(404, "There is no MCP server at this address.");
    const origin = readHeader(c, "origin");
    if (origin !== undefined && !isOriginAllowed(origin, server, deps.origins))
      return httpErrorReply(403, "This origin may not call this server.");
    return { ...(await answerFrom(deps, c, { server, requestId })), origin };
  } catch (error) {
    return respondError(error, { log: deps.log, requestId });
  } finally {
    deps.overload.leave();
  }
};

const answerFrom = async (
  deps: McpRouteDeps,
  c: Context,
  { server, requestId }: { readonly server: LiveServer; readonly requestId: RequestId },
): Promise<Reply> => {
  if (c.req.method === "OPTIONS") return preflight;
  const address = clientAddress(readPeer(c), readHeader(c, "x-forwarded-for"), deps.isTrustedProxy);
  const refusal = deps.admission.checkDoor(server, address);
  if (refusal !== undefined)
    return httpErrorReply(refusal.status, refusal.message, retryHeader(refusal.retryAfterSeconds));
  // Before the method: some clients probe with an unauthenticated GET and expect the challenge.
  const identified = deps.identify({ server, authorization: readHeader(c, "authorization") });
  if (!identified.ok) return challengeReply(identified.challenge);
  if (c.req.method !== "POST") return httpErrorReply(405, "Send MCP messages by POST.", { allow: "POST" });
  const body = await readJsonBody(c, deps.maxBodyBytes);
  if (!body.ok) return httpErrorReply(body.status, body.message);
  const headers = {
    version: readHeader(c, "mcp-protocol-version"),
    method: readHeader(c, "mcp-method"),
    name: readHeader(c, "mcp-name"),
  };
  const message = classify(headers, body.value);
  const { caller } = identified;
  if (message.kind === "request" && message.method !== "tools/call")
    deps.sightings.see({ server, caller, client: message.client, calls: 0 });
  return dispatch(deps, { server, caller, requestId, bytesIn: body.bytes, signal: () => c.req.raw.signal }, message);
};

const retryHeader = (seconds: number | undefined): Record<string, string> =>
  seconds === undefined ? {} : { "retry-after": String(seconds) };

const preflight: Reply = {
  status: 204,
  body: null,
  headers: {
    "access-control-allow-methods": "POST",
    "access-control-allow-headers":
      "authorization, content-type, accept, mcp-protocol-version, mcp-method, mcp-name, mcp-session-id, last-event-id",
    "access-control-max-age": "600",
  },
};
