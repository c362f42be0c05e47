import type { RequestId } from "@breezeway/core";
import type { Caller, Challenge } from "../identify/caller.ts";
import type { UpstreamExchange } from "../draft/describe-exchange.ts";
import type { LiveServer } from "../live/live-server.ts";
import type { Classified, RpcRequest, Single } from "./classify.ts";
import type { Reply } from "./json-rpc.ts";
import { accepted, bytesReply, errorReply, resultReply } from "./json-rpc.ts";
import { errorCodes, legacyVersions } from "./protocol.ts";

/** One HTTP request after it was let in. */
export interface Exchange {
  readonly server: LiveServer;
  readonly caller: Caller;
  readonly requestId: RequestId;
  /** The caller's, trusted proxies left out. */
  readonly address: string | undefined;
  readonly bytesIn: number;
  /** Aborts when the client has gone. Read late: making one costs. */
  readonly signal: () => AbortSignal;
  /** Told of each exchange with the API; where a draft is tried, and nowhere else. */
  readonly observe?: (seen: UpstreamExchange) => void;
}

/** What an answer says beyond its result. */
export type ReplyDetails = Readonly<Record<string, unknown>>;

/** What a tool call comes to on the wire. */
export type CallReply =
  /** A `CallToolResult` without its closing members, as JSON members: `"content":[…],"isError":false`. */
  | { readonly kind: "result"; readonly members: string; readonly meta?: ReplyDetails }
  | { readonly kind: "rpc_error"; readonly code: (typeof errorCodes)["invalidParams"]; readonly message: string }
  | { readonly kind: "challenge"; readonly challenge: Challenge; readonly data?: ReplyDetails }
  | {
      readonly kind: "refused";
      readonly status: 429 | 503 | 403;
      readonly message: string;
      readonly retryAfterSeconds?: number;
    };

export interface DispatchDeps {
  readonly callTool: (exchange: Exchange, request: RpcRequest) => Promise<CallReply>;
  readonly challengeReply: (challenge: Challenge, id: RpcRequest["id"] | null, data?: ReplyDetails) => Reply;
}

/** Answers one classified POST. */
export const dispatch = (deps: DispatchDeps, exchange: Exchange, message: Classified): Reply | Promise<Reply> =>
  message.kind === "batch" ? dispatchBatch(deps, exchange, message.items) : dispatchOne(deps, exchange, message);

const dispatchBatch = async (deps: DispatchDeps, exchange: Exchange, items: readonly Single[]): Promise<Reply> => {
  const replies = await Promise.all(items.map(async (item) => dispatchOne(deps, exchange, item)));
  const answers = replies.filter(({ body }) => body !== null);
  const [first] = answers;
  if (first === undefined) return accepted;
  const body = `[${answers.map((answer) => String(answer.body)).join(",")}]`;
  // A refusal speaks for the whole message only where it is the answer to all of it: what was carried out is told.
  const isRefusedWhole = first.headers !== undefined && answers.every(({ status }) => status === first.status);
  return isRefusedWhole ? { ...first, body } : { status: 200, body };
};

const dispatchOne = (deps: DispatchDeps, exchange: Exchange, message: Single): Reply | Promise<Reply> => {
  if (message.kind === "notification") return accepted;
  if (message.kind === "invalid") return errorReply(message.id, message.error);
  if (message.method === "tools/call") return answerCall(deps, exchange, message);
  return answerStatic(exchange, message);
};

const answerCall = async (deps: DispatchDeps, exchange: Exchange, request: RpcRequest): Promise<Reply> => {
  const reply = await deps.callTool(exchange, request);
  switch (reply.kind) {
    case "result": {
      const { modernTail } = exchange.server.release.texts;
      const tail = reply.meta === undefined ? modernTail : addMeta(modernTail, reply.meta);
      if (request.era === "modern") return resultReply(request.id, `{${reply.members},${tail}}`);
      const meta = reply.meta === undefined ? "" : `,"_meta":${JSON.stringify(reply.meta)}`;
      return resultReply(request.id, `{${reply.members}${meta}}`);
    }
    case "rpc_error":
      return errorReply(request.id, { status: 200, code: reply.code, message: reply.message });
    case "challenge":
      return deps.challengeReply(reply.challenge, request.id, reply.data);
    case "refused":
      return refusedReply(request.id, reply);
  }
};

/** The tail ends with its `_meta`. */
const addMeta = (tail: string, meta: ReplyDetails): string => `${tail.slice(0, -1)},${JSON.stringify(meta).slice(1)}`;

/** Refusals of the platform itself are HTTP errors with a JSON-RPC body, so that no client takes them for a tool's words. */
export const refusedReply = (
  id: RpcRequest["id"] | null,
  refusal: { readonly status: number; readonly message: string; readonly retryAfterSeconds?: number },
): Reply => ({
  ...errorReply(id, { status: refusal.status, code: errorCodes.internalError, message: refusal.message }),
  headers: refusal.retryAfterSeconds === undefined ? {} : { "retry-after": String(refusal.retryAfterSeconds) },
});

const answerStatic = ({ server, caller }: Exchange, request: RpcRequest): Reply => {
  const { release } = server;
  switch (request.method) {
    case "tools/list":
      return listTools(release, caller, request);
    case "prompts/list":
      return resultReply(request.id, release.texts.emptyList(request.era, "prompts"));
    case "resources/list":
      return resultReply(request.id, release.texts.emptyList(request.era, "resources"));
    case "resources/templates/list":
      return resultReply(request.id, release.texts.emptyList(request.era, "resourceTemplates"));
    case "prompts/get":
      return notHere(request, "There is no such prompt.");
    case "resources/read":
      return notHere(request, "There is no such resource.", { uri: request.params["uri"] });
    default:
      return request.era === "modern" ? answerModern(release, request) : answerLegacy(release, request);
  }
};

type Release = LiveServer["release"];

const answerModern = (release: Release, request: RpcRequest): Reply =>
  request.method === "server/discover" ? resultReply(request.id, release.texts.discover) : unknownMethod(request, 404);

const answerLegacy = (release: Release, request: RpcRequest): Reply => {
  if (request.method === "ping") return resultReply(request.id, "{}");
  if (request.method !== "initialize") return unknownMethod(request, 200);
  const wanted = request.params["protocolVersion"];
  if (typeof wanted !== "string")
    return errorReply(request.id, {
      status: 200,
      code: errorCodes.invalidParams,
      message: "params.protocolVersion must be a string.",
    });
  // An unknown version is answered with the newest that has this handshake; the client then decides.
  const text = release.texts.initialize.get(wanted) ?? release.texts.initialize.get(legacyVersions[0]) ?? "{}";
  return resultReply(request.id, text);
};

const unknownMethod = (request: RpcRequest, status: number): Reply =>
  errorReply(request.id, {
    status,
    code: errorCodes.methodNotFound,
    message: "This server does not have that method.",
  });

const notHere = (request: RpcRequest, message: string, data?: unknown): Reply =>
  errorReply(request.id, { status: 200, code: errorCodes.invalidParams, message, ...(data !== undefined && { data }) });

const listTools = (release: Release, caller: Caller, request: RpcRequest): Reply => {
  const cursor = request.params["cursor"];
  const page = release.lists.page({ era: request.era, limits: caller.limits, cursor });
  if (page === undefined)
    return errorReply(request.id, {
      status: 200,
      code: errorCodes.invalidParams,
      message: "The cursor is not known. List again without one.",
    });
  return bytesReply(request.id, page);
};
