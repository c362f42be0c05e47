// `/mcp/{workspace}/{server}/draft`: the draft of a server, for whoever holds a ticket of the dashboard. Nobody else
// learns whether there is a draft or a server. Past the ticket everything is as at the live endpoint.
import { clientAddress, draftTicketHeader, draftUrl, openDraftTicket } from "@breezeway/core";
import type { ConnectionHasher, Keyring, RequestId } from "@breezeway/core";
import type { Context } from "hono";
import { createDraftCaller } from "../draft/draft-caller.ts";
import type { DraftServers } from "../draft/draft-servers.ts";
import { observeCall } from "../draft/observe-call.ts";
import { readHeader, readPeer } from "../http/read-header.ts";
import { httpErrorReply, toResponse } from "../http/respond.ts";
import { respondError } from "../http/respond-error.ts";
import type { Challenge } from "../identify/caller.ts";
import type { Reply } from "../mcp/json-rpc.ts";
import { answerCaller, corsHeaders, refusalReply, shed } from "./answer-caller.ts";
import type { AnswerDeps } from "./answer-caller.ts";

export interface DraftRouteDeps extends AnswerDeps {
  readonly drafts: DraftServers;
  readonly keyring: Keyring;
  readonly hashConnection: ConnectionHasher;
  readonly publicUrl: string;
  /** The only origin that may call from a browser. */
  readonly dashboardUrl: string;
  readonly clock: () => number;
}

export const createDraftRoute = (given: DraftRouteDeps): ((c: Context) => Promise<Response>) => {
  const deps: DraftRouteDeps = {
    ...given,
    callTool: observeCall(given.callTool),
    // There is no sign-in for a draft to point at.
    challengeReply: (challenge, id, data) => given.challengeReply(withoutPointer(challenge), id, data),
  };
  const readCaller = createDraftCaller(deps);
  return async (c) => {
    const requestId = deps.newRequestId();
    const origin = readHeader(c, "origin");
    const isOwn = origin === undefined || origin === deps.dashboardUrl;
    const busySeconds = deps.overload.check();
    const reply =
      busySeconds === undefined ? await answer({ deps, readCaller, isOwn }, c, requestId) : shed(deps, busySeconds);
    deps.metrics.answered(reply.status);
    return toResponse(reply, { requestId, isDraining: deps.isDraining(), origin: isOwn ? origin : undefined });
  };
};

const withoutPointer = (challenge: Challenge): Challenge => {
  const { resourceMetadata, ...rest } = challenge;
  return resourceMetadata === undefined ? challenge : rest;
};

interface Door {
  readonly deps: DraftRouteDeps;
  readonly readCaller: ReturnType<typeof createDraftCaller>;
  readonly isOwn: boolean;
}

const answer = async (door: Door, c: Context, requestId: RequestId): Promise<Reply> => {
  door.deps.overload.enter();
  try {
    if (!door.isOwn) return httpErrorReply(403, "This origin may not call a draft.");
    if (c.req.method === "OPTIONS") return preflight;
    return await answerTicket(door, c, requestId);
  } catch (error) {
    return respondError(error, { log: door.deps.log, requestId });
  } finally {
    door.deps.overload.leave();
  }
};

const answerTicket = async ({ deps, readCaller }: Door, c: Context, requestId: RequestId): Promise<Reply> => {
  const address = { workspaceSlug: c.req.param("workspace") ?? "", serverSlug: c.req.param("server") ?? "" };
  const claims = openDraftTicket({
    keyring: deps.keyring,
    url: draftUrl({ publicUrl: deps.publicUrl, ...address }),
    ticket: readHeader(c, draftTicketHeader) ?? "",
    nowMs: deps.clock(),
  });
  // Before any look-up: a stranger costs nothing and learns nothing.
  const server = claims === undefined ? undefined : await deps.drafts.find(address, claims);
  if (claims === undefined || server === undefined) return noTicket;
  const from = clientAddress(readPeer(c), readHeader(c, "x-forwarded-for"), deps.isTrustedProxy);
  const refusal = deps.admission.checkDoor(server, from);
  if (refusal !== undefined) return refusalReply(refusal);
  const identified = readCaller({ server, claims, authorization: readHeader(c, "authorization") });
  if (!identified.ok) return deps.challengeReply(identified.challenge, null);
  return answerCaller(deps, c, { server, caller: identified.caller, requestId, address: from });
};

const noTicket = httpErrorReply(
  403,
  "A draft answers to the dashboard's Try it alone, for a minute and until the draft changes. Press Try it again.",
);

const preflight: Reply = { status: 204, body: null, headers: corsHeaders([draftTicketHeader]) };
