import { clientAddress } from "@breezeway/core";
import type { RequestId } from "@breezeway/core";
import type { Context } from "hono";
import type { Refusals } from "../admit/refusals.ts";
import { isOriginAllowed } from "../http/origin.ts";
import type { OriginRules } from "../http/origin.ts";
import { readHeader, readPeer } from "../http/read-header.ts";
import { challengeReply, httpErrorReply, toResponse } from "../http/respond.ts";
import { respondError } from "../http/respond-error.ts";
import type { Identified } from "../identify/caller.ts";
import type { Identify } from "../identify/identify.ts";
import type { LiveServer } from "../live/live-server.ts";
import type { LiveServers } from "../live/live-servers.ts";
import type { Reply } from "../mcp/json-rpc.ts";
import { answerCaller, corsHeaders, refusalReply, shed } from "./answer-caller.ts";
import type { AnswerDeps } from "./answer-caller.ts";

export interface McpRouteDeps extends AnswerDeps {
  readonly live: Pick<LiveServers, "find" | "known">;
  readonly refusals: Refusals;
  readonly identify: Identify;
  readonly origins: OriginRules;
}

/** `/mcp/{workspace}/{server}`: every answer is JSON, because clients read the era off an error's body. */
export const createMcpRoute =
  (deps: McpRouteDeps) =>
  async (c: Context): Promise<Response> => {
    const requestId = deps.newRequestId();
    const busySeconds = deps.overload.check();
    const address = clientAddress(readPeer(c), readHeader(c, "x-forwarded-for"), deps.isTrustedProxy);
    const reply: Answered =
      busySeconds === undefined ? await answer(deps, c, { requestId, address }) : shed(deps, busySeconds);
    if (reply.status >= 400) deps.refusals.count(address, reply.status);
    deps.metrics.answered(reply.status);
    return toResponse(reply, { requestId, isDraining: deps.isDraining(), origin: reply.origin });
  };

type Answered = Reply & { readonly origin?: string | undefined };

interface From {
  readonly requestId: RequestId;
  readonly address: string | undefined;
}

const answer = async (deps: McpRouteDeps, c: Context, from: From): Promise<Answered> => {
  deps.overload.enter();
  try {
    const heldOffSeconds = deps.refusals.check(from.address);
    const find = heldOffSeconds === undefined ? deps.live.find : deps.live.known;
    const found = find(c.req.param("workspace") ?? "", c.req.param("server") ?? "");
    const server = found instanceof Promise ? await found : found;
    if (server === undefined)
      return heldOffSeconds === undefined
        ? httpErrorReply(404, "There is no MCP server at this address.")
        : heldOff(heldOffSeconds);
    const origin = readHeader(c, "origin");
    if (origin !== undefined && !isOriginAllowed(origin, server, deps.origins))
      return httpErrorReply(403, "This origin may not call this server.");
    return { ...(await answerFrom(deps, c, { ...from, server, heldOffSeconds })), origin };
  } catch (error) {
    return respondError(error, { log: deps.log, requestId: from.requestId });
  } finally {
    deps.overload.leave();
  }
};

interface Approached extends From {
  readonly server: LiveServer;
  readonly heldOffSeconds: number | undefined;
}

const answerFrom = async (
  deps: McpRouteDeps,
  c: Context,
  { server, requestId, address, heldOffSeconds }: Approached,
): Promise<Reply> => {
  if (c.req.method === "OPTIONS") return preflight;
  const refusal = deps.admission.checkDoor(server, address);
  if (refusal !== undefined) return refusalReply(refusal);
  // Before the method: some clients probe with an unauthenticated GET and expect the challenge.
  const identified = deps.identify({ server, authorization: readHeader(c, "authorization") });
  if (heldOffSeconds !== undefined && !isProven(identified)) return heldOff(heldOffSeconds);
  if (!identified.ok) return challengeReply(identified.challenge);
  return answerCaller(deps, c, { server, caller: identified.caller, requestId, address });
};

/** Many people share an address: who holds what this deployment gave out goes on while the rest waits. */
const isProven = (identified: Identified): boolean =>
  identified.ok && (identified.caller.kind === "grant" || identified.caller.kind === "access_key");

const heldOff = (seconds: number): Reply =>
  httpErrorReply(429, "Too many refused requests from your network. Wait before the next one.", {
    "retry-after": String(seconds),
  });

const preflight: Reply = { status: 204, body: null, headers: corsHeaders() };
