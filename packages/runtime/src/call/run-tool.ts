import type { JsonObject } from "@breezeway/core";
import type { AuditOutcome } from "../audit/audit-event.ts";
import { insufficientScope, refusedToken } from "../identify/challenge.ts";
import type { UpstreamCredential } from "../identify/caller.ts";
import type { CompiledTool } from "../live/compiled-tool.ts";
import type { CallReply, Exchange } from "../mcp/dispatch.ts";
import type { ArgumentProblem, BuiltRequest } from "../request/built-request.ts";
import { judgeError } from "../result/judge-error.ts";
import { shapeAnswer, textMembers } from "../result/shape-answer.ts";
import { decodeText } from "../result/shape-text.ts";
import { explainFailure } from "../result/explain-failure.ts";
import { applyCredential } from "../upstream/apply-credential.ts";
import type { Send } from "../upstream/send.ts";
import type { SharedCredentials } from "../upstream/shared-credentials.ts";

/** How a call ended: what is answered, and what is recorded. */
export interface Ended {
  readonly reply: CallReply;
  readonly outcome: AuditOutcome;
  readonly upstreamStatus?: number;
  readonly upstreamUs: number;
  readonly retries: number;
  /** The upstream may have carried it out. */
  readonly isExecuted: boolean;
  /** Refused because it could not be recorded. */
  readonly isUnrecordable?: boolean;
}

export interface RunDeps {
  readonly send: Send;
  readonly shared: SharedCredentials;
  /** Monotonic milliseconds. */
  readonly now: () => number;
  readonly newBoundary: () => string;
}

export interface RunInput {
  readonly exchange: Exchange;
  readonly tool: CompiledTool;
  readonly args: JsonObject;
  /** Called once all is ready to go out; its refusal ends the call. */
  readonly beforeSend: () => Promise<Ended | undefined> | Ended | undefined;
}

export const endedWithText = (outcome: AuditOutcome, text: string, isError = true): Ended => ({
  reply: { kind: "result", members: textMembers(text, isError) },
  outcome,
  upstreamUs: 0,
  retries: 0,
  isExecuted: false,
});

/** Arguments → request → upstream → result. */
export const runTool = async (deps: RunDeps, { exchange, tool, args, beforeSend }: RunInput): Promise<Ended> => {
  const checked = tool.checker()(args);
  if (!checked.ok) return endedWithText("invalid_arguments", describeProblems(checked.problems));
  const built = tool
    .request()
    .build({ args: checked.args, variables: exchange.caller.variables, boundary: deps.newBoundary });
  if (!built.ok) return endedWithText("invalid_arguments", describeProblems([built.problem]));
  const { caller, server } = exchange;
  if (caller.credential === null) {
    const shared = await deps.shared.resolve(server);
    if (!shared.ok) return explainShared(shared.reason);
    return (
      (await beforeSend()) ??
      (await exchangeUpstream(deps, { exchange, tool, request: built.request, credential: shared.credential }))
    );
  }
  const refusal = beforeSend();
  const ended = refusal === undefined ? undefined : await refusal;
  return ended ?? exchangeUpstream(deps, { exchange, tool, request: built.request, credential: caller.credential });
};

const describeProblems = (problems: readonly ArgumentProblem[]): string => {
  const lines = problems.map(({ argument, message }) => `- ${argument} ${message}`);
  return `The arguments are not right; nothing was sent.\n${lines.join("\n")}`;
};

const explainShared = (reason: "missing" | "unavailable"): Ended =>
  reason === "missing"
    ? endedWithText(
        "unauthenticated",
        "This server's shared credential is not set or no longer works. Tell the owner of this server; signing in again does not help.",
      )
    : endedWithText(
        "upstream_unavailable",
        "This server could not get its credential from the provider. Try again in a minute.",
      );

const exchangeUpstream = async (
  deps: RunDeps,
  input: {
    readonly exchange: Exchange;
    readonly tool: CompiledTool;
    readonly request: BuiltRequest;
    readonly credential: UpstreamCredential | null;
  },
): Promise<Ended> => {
  const { exchange, tool, request, credential } = input;
  const { policy } = exchange.server.release.manifest;
  const startedAt = deps.now();
  const sent = await deps.send({
    request: applyCredential(request, credential),
    circuit: `${exchange.server.workspaceId} ${originOf(request.url)}`,
    timeoutMs: policy.callTimeoutMs,
    maxResponseBytes: policy.maxResponseBytes,
    signal: exchange.signal(),
  });
  const upstreamUs = Math.round((deps.now() - startedAt) * 1_000);
  exchange.observe?.({ request, credential, sent });
  const { retries } = sent;
  if (!sent.ok) {
    const { outcome, text } = explainFailure(sent, policy);
    return {
      reply: { kind: "result", members: textMembers(text, true) },
      outcome,
      upstreamUs,
      retries,
      isExecuted: sent.mayHaveActed,
    };
  }
  const { status, headers, body } = sent.response;
  const measured = { upstreamStatus: status, upstreamUs, retries, isExecuted: true };
  if (status >= 200 && status < 300) {
    const shaped = shapeAnswer(
      { status, headers, body },
      {
        maxResultCharacters: policy.maxResultCharacters,
        hasOutputSchema: tool.definition.outputSchema !== undefined,
        requestId: exchange.requestId,
      },
    );
    return { reply: { kind: "result", members: shaped.members }, outcome: shaped.outcome, ...measured };
  }
  const error = { status, headers, body: decodeText(body, headers["content-type"] ?? "") ?? "" };
  return { ...judge(deps, exchange, tool, error), ...measured };
};

const judge = (
  deps: RunDeps,
  { server, caller }: Exchange,
  tool: CompiledTool,
  error: {
    readonly status: number;
    readonly headers: Parameters<typeof judgeError>[0]["headers"];
    readonly body: string;
  },
): Pick<Ended, "reply" | "outcome"> => {
  const { scopes } = tool.definition;
  const verdict = judgeError({ ...error, scopes, isUsersCredential: caller.credential !== null });
  switch (verdict.kind) {
    case "sign_in":
      return { reply: { kind: "challenge", challenge: refusedToken(server) }, outcome: "unauthenticated" };
    case "more_scope":
      return {
        reply: { kind: "challenge", challenge: insufficientScope(server, scopes) },
        outcome: "insufficient_scope",
      };
    case "text":
      if (verdict.isCredentialRefused) deps.shared.refused(server);
      return { reply: { kind: "result", members: textMembers(verdict.text, true) }, outcome: verdict.outcome };
  }
};

/** The origin of a URL that was built here, so it needs no parser. */
const originOf = (url: string): string => {
  const start = url.indexOf("://") + 3;
  const end = url.slice(start).search(/[/?#]/);
  return end === -1 ? url : url.slice(0, start + end);
};
