import { EgressError } from "@breezeway/core";
import type { Egress, EgressResponse } from "@breezeway/core";
import type { CredentialedRequest } from "./apply-credential.ts";
import type { CircuitBreaker } from "./circuit-breaker.ts";

export interface SendInput {
  readonly request: CredentialedRequest;
  /** Whose failures count together: workspace and upstream origin. */
  readonly circuit: string;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  readonly signal: AbortSignal;
}

export type SendFailure = "circuit_open" | "refused" | "timeout" | "too_large" | "unreachable" | "cancelled";

export type Sent =
  | { readonly ok: true; readonly response: EgressResponse; readonly retries: number }
  | {
      readonly ok: false;
      readonly reason: SendFailure;
      readonly retries: number;
      readonly retryAfterSeconds?: number;
      /** The request may have been carried out all the same. */
      readonly mayHaveActed: boolean;
    };

export type Send = (input: SendInput) => Promise<Sent>;

export interface SendDeps {
  readonly egress: Egress;
  readonly breaker: CircuitBreaker;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const safeMethods: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "QUERY"]);
const upstreamIsDown: ReadonlySet<number> = new Set([502, 503, 504]);
const maxRedirects = 5;

/** Sends one request within its deadline. Only what cannot change anything is tried a second time. */
export const createSend =
  ({ egress, breaker, now }: SendDeps): Send =>
  async (input) => {
    const waitSeconds = breaker.check(input.circuit);
    if (waitSeconds !== undefined)
      return { ok: false, reason: "circuit_open", retries: 0, retryAfterSeconds: waitSeconds, mayHaveActed: false };
    const endsAt = now() + input.timeoutMs;
    const isSafe = safeMethods.has(input.request.method);
    for (let retries = 0; ; retries += 1) {
      try {
        // The first attempt has the round figure: timers of one length share a list.
        const response = await attempt(egress, input, retries === 0 ? input.timeoutMs : endsAt - now());
        if (upstreamIsDown.has(response.status)) breaker.failed(input.circuit);
        else breaker.succeeded(input.circuit);
        return { ok: true, response, retries };
      } catch (error) {
        const failure = readFailure(error, input.signal);
        if (failure === undefined) {
          breaker.abandoned(input.circuit);
          throw error;
        }
        settle(breaker, input.circuit, failure.reason);
        const isWorthAnother = isSafe && retries === 0 && failure.reason === "unreachable" && endsAt - now() > 1_000;
        if (!isWorthAnother || breaker.check(input.circuit) !== undefined)
          return { ok: false, ...failure, mayHaveActed: failure.mayHaveActed && !isSafe, retries };
      }
    }
  };

const attempt = (
  egress: Egress,
  { request, maxResponseBytes, signal }: SendInput,
  leftMs: number,
): Promise<EgressResponse> =>
  egress.request({
    method: request.method,
    url: request.url,
    headers: request.headers,
    ...(request.body !== undefined && { body: request.body }),
    deadlineMs: Math.max(1, Math.floor(leftMs)),
    maxResponseBytes,
    signal,
    // Egress leaves every credential behind where a redirect leaves the origin.
    redirect: { max: maxRedirects },
  });

/** `undefined`: a defect of ours. */
const readFailure = (
  error: unknown,
  signal: AbortSignal,
): { readonly reason: SendFailure; readonly mayHaveActed: boolean } | undefined => {
  if (signal.aborted && !(error instanceof EgressError)) return { reason: "cancelled", mayHaveActed: true };
  if (!(error instanceof EgressError)) return undefined;
  const mayHaveActed = error.stage === "sent";
  switch (error.code) {
    case "egress_refused":
      return { reason: "refused", mayHaveActed };
    case "deadline_exceeded":
      return { reason: "timeout", mayHaveActed };
    case "too_large":
      return { reason: "too_large", mayHaveActed };
    default:
      return { reason: "unreachable", mayHaveActed };
  }
};

const settle = (breaker: CircuitBreaker, circuit: string, reason: SendFailure): void => {
  if (reason === "unreachable" || reason === "timeout") breaker.failed(circuit);
  else if (reason === "too_large") breaker.succeeded(circuit);
  else breaker.abandoned(circuit);
};
