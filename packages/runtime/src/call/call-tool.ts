// One tool call from admission to its record. Promises exactly one audit event for every call that is answered,
// whatever its outcome; a call that cannot be recorded is refused before it does anything.
import type { AuditEventId } from "@breezeway/core";
import type { Admission } from "../admit/admit.ts";
import type { AuditIntent } from "../audit/audit-event.ts";
import type { AuditRecorder } from "../audit/recorder.ts";
import type { Sightings } from "../audit/sightings.ts";
import type { Caller } from "../identify/caller.ts";
import type { RpcRequest } from "../mcp/classify.ts";
import type { CallReply, Exchange } from "../mcp/dispatch.ts";
import { errorCodes } from "../mcp/protocol.ts";
import type { Metrics } from "../metrics/metrics.ts";
import { textMembers } from "../result/shape-answer.ts";
import { endedWithText, runTool } from "./run-tool.ts";
import type { Ended, RunDeps } from "./run-tool.ts";
import { selectTool } from "./select-tool.ts";
import type { Selected } from "./select-tool.ts";

export interface CallDeps extends RunDeps {
  readonly admission: Admission;
  readonly recorder: AuditRecorder;
  readonly sightings: Sightings;
  readonly metrics: Metrics;
  /** Epoch milliseconds. */
  readonly clock: () => number;
  readonly newEventId: () => AuditEventId;
  readonly onDefect: (error: unknown, exchange: Exchange) => void;
}

export type CallTool = (exchange: Exchange, request: RpcRequest) => Promise<CallReply>;

export const createCallTool =
  (deps: CallDeps): CallTool =>
  async (exchange, request) => {
    const startedAt = deps.now();
    const selected = selectTool(exchange.server.release, exchange.caller.limits, request.params);
    const intent = describeCall(deps, { exchange, request, selected });
    const ended = await attempt(deps, { exchange, selected, intent });
    return record(deps, { exchange, request, intent, ended, startedAt });
  };

const describeCall = (
  deps: CallDeps,
  {
    exchange,
    request,
    selected,
  }: { readonly exchange: Exchange; readonly request: RpcRequest; readonly selected: Selected },
): AuditIntent => {
  const { server, caller } = exchange;
  const client = deps.sightings.clientOf(caller, request.client);
  const operation = selected.kind === "tool" ? selected.tool.definition.operation : undefined;
  return {
    id: deps.newEventId(),
    atMs: deps.clock(),
    workspaceId: server.workspaceId,
    serverId: server.serverId,
    releaseId: server.release.id,
    tool: selected.kind === "tool" ? selected.tool.definition.name : selected.kind === "text" ? selected.name : "",
    method: operation?.method ?? "",
    pathTemplate: operation?.path ?? "",
    clientName: client.name,
    clientVersion: client.version,
    connectionHash: caller.connectionHash,
    requestId: exchange.requestId,
  };
};

interface Attempt {
  readonly exchange: Exchange;
  readonly selected: Selected;
  readonly intent: AuditIntent;
}

const attempt = async (deps: CallDeps, input: Attempt): Promise<Ended> => {
  try {
    const pending = deps.admission.takeCall(input.exchange);
    const refusal = pending === undefined ? undefined : await pending;
    if (refusal !== undefined) return refused("rate_limited", refusal);
    return await perform(deps, input);
  } catch (error) {
    deps.onDefect(error, input.exchange);
    return endedWithText(
      "internal_error",
      `Something went wrong in Breezeway. The request id is ${input.exchange.requestId}.`,
    );
  }
};

const perform = async (deps: CallDeps, { exchange, selected, intent }: Attempt): Promise<Ended> => {
  switch (selected.kind) {
    case "unknown":
      return rpcError("unknown_tool", "There is no such tool. List the tools again.");
    case "malformed":
      return rpcError("invalid_arguments", selected.message);
    case "text":
      return endedWithText(selected.isError ? "invalid_arguments" : "ok", selected.text, selected.isError);
    case "tool": {
      const place = deps.admission.occupy(exchange.server);
      if (typeof place !== "function") return refused("overloaded", place);
      try {
        return await runTool(deps, {
          exchange,
          tool: selected.tool,
          args: selected.args,
          beforeSend: () => begin(deps, intent),
        });
      } finally {
        place();
      }
    }
  }
};

const notExecuted = { upstreamUs: 0, retries: 0, isExecuted: false };

const rpcError = (outcome: Ended["outcome"], message: string): Ended => ({
  reply: { kind: "rpc_error", code: errorCodes.invalidParams, message },
  outcome,
  ...notExecuted,
});

const refused = (
  outcome: Ended["outcome"],
  refusal: { readonly status: 403 | 429 | 503; readonly message: string; readonly retryAfterSeconds?: number },
): Ended => ({ reply: { kind: "refused", ...refusal }, outcome, ...notExecuted });

const auditRetrySeconds = 5;

/** The record has to have room, and in strict mode the intent on disk, before anything is sent. */
const begin = (deps: CallDeps, intent: AuditIntent): Ended | undefined | Promise<Ended | undefined> => {
  const readiness = deps.recorder.begin(intent);
  if (readiness === "ready") return undefined;
  if (readiness === "full") return unrecordable;
  return readiness.then((state) => (state === "ready" ? undefined : unrecordable));
};

const unrecordable: Ended = {
  ...refused("overloaded", {
    status: 503,
    message: "Calls cannot be recorded at the moment, so this one was not made.",
    retryAfterSeconds: auditRetrySeconds,
  }),
  isUnrecordable: true,
};

/** A bearer that the API has not taken may be anything that somebody made up. */
const isConnection = (caller: Caller, { upstreamStatus }: Ended): boolean =>
  caller.kind !== "bearer" || (upstreamStatus !== undefined && upstreamStatus !== 401);

const record = async (
  deps: CallDeps,
  input: {
    readonly exchange: Exchange;
    readonly request: RpcRequest;
    readonly intent: AuditIntent;
    readonly ended: Ended;
    readonly startedAt: number;
  },
): Promise<CallReply> => {
  const { exchange, request, intent, ended, startedAt } = input;
  const durationUs = Math.round((deps.now() - startedAt) * 1_000);
  const { outcome, upstreamUs, retries, reply } = ended;
  deps.metrics.call({ outcome, era: request.era, durationUs, upstreamUs });
  if (isConnection(exchange.caller, ended))
    deps.sightings.see({ server: exchange.server, caller: exchange.caller, client: request.client, calls: 1 });
  const event = {
    ...intent,
    outcome,
    upstreamStatus: ended.upstreamStatus,
    durationUs,
    upstreamUs,
    bytesIn: exchange.bytesIn,
    bytesOut: reply.kind === "result" ? Buffer.byteLength(reply.members) : 0,
    retries,
    redactions: 0,
  };
  if (ended.isUnrecordable === true) {
    deps.recorder.note(event);
    return reply;
  }
  const ending = deps.recorder.end(event);
  if (ending === "recorded" || (await ending) === "recorded") return reply;
  deps.metrics.auditLost();
  if (!ended.isExecuted) return reply;
  return {
    kind: "result",
    members: textMembers(
      `The call was executed, but its record could not be written yet. Do not retry it. The request id is ${exchange.requestId}.`,
      true,
    ),
  };
};
