import type { RequestId } from "@breezeway/core";
import type { Context } from "hono";
import { clientAddress } from "../admit/client-address.ts";
import { isOriginAllowed } from "../http/origin.ts";
import type { OriginRules } from "../http/origin.ts";
import { readHeader, readPeer } from "../http/read-header.ts";
import { challengeReply, httpErrorReply, toResponse } from "../http/respond.ts";
import { respondError } from "../http/respond-error.ts";
import type { Identify } from "../identify/identify.ts";
import type { LiveServer } from "../live/live-server.ts";
import type { LiveServers } from "../live/live-servers.ts";
import type { Reply } from "../mcp/json-rpc.ts";
import { answerCaller, corsHeaders, refusalReply, shed } from "./answer-caller.ts";
import type { AnswerDeps } from "./answer-caller.ts";

export interface McpRouteDeps extends AnswerDeps {
  readonly live: Pick<LiveServers, "find">;
  readonly identify: Identify;
  readonly origins: OriginRules;
}

/** `/mcp/{workspace}/{server}`: every answer is JSON, because clients read the era off an error's body. */
export const createMcpRoute =
  (deps: McpRouteDeps) =>
  async (c: Context): Promise<Response> => {
    const requestId = deps.newRequestId();
    const busySeconds = deps.overload.check();
    const reply: Answered = busySeconds === undefined ? await answer(deps, c, requestId) : shed(deps, busySeconds);
    deps.metrics.answered(reply.status);
    return toResponse(reply, { requestId, isDraining: deps.isDraining(), origin: reply.origin });
  };

type Answered = Reply & { readonly origin?: string | undefined };

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
  if (refusal !== undefined) return refusalReply(refusal);
  // Before the method: some clients probe with an unauthenticated GET and expect the challenge.
  const identified = deps.identify({ server, authorization: readHeader(c, "authorization") });
  if (!identified.ok) return challengeReply(identified.challenge);
  return answerCaller(deps, c, { server, caller: identified.caller, requestId });
};

const preflight: Reply = { status: 204, body: null, headers: corsHeaders() };
