import type { ServerPolicy } from "@breezeway/core";
import type { AuditOutcome } from "../audit/audit-event.ts";
import type { SendFailure } from "../upstream/send.ts";

export interface Failure {
  readonly reason: SendFailure;
  readonly retryAfterSeconds?: number;
  readonly mayHaveActed: boolean;
}

/** What a call that got no answer comes to. Never a 401: the caller's credential is not to blame. */
export const explainFailure = (
  { reason, retryAfterSeconds, mayHaveActed }: Failure,
  policy: Pick<ServerPolicy, "callTimeoutMs" | "maxResponseBytes">,
): { readonly outcome: AuditOutcome; readonly text: string } => {
  const warning = mayHaveActed ? " The change may have been made all the same: look before you repeat it." : "";
  switch (reason) {
    case "circuit_open":
      return {
        outcome: "upstream_unavailable",
        text: `The API has been failing and is not called for the moment. Try again in ${retryAfterSeconds ?? 30} seconds.`,
      };
    case "unreachable":
      return {
        outcome: "upstream_unavailable",
        text: `The API could not be reached, or broke the connection.${warning || " Try again later."}`,
      };
    case "timeout":
      return {
        outcome: "deadline_exceeded",
        text: `The API did not answer within ${policy.callTimeoutMs / 1_000} seconds.${warning || " Ask for less at once, or try again later."}`,
      };
    case "too_large":
      return {
        outcome: "too_large",
        text: `The API's answer has more than ${policy.maxResponseBytes} bytes. Ask for less at once: a smaller page size, fewer expanded fields, or one item by its id.${warning}`,
      };
    case "refused":
      return {
        outcome: "egress_refused",
        text: "Breezeway does not send requests to that address. Tell the owner of this server: its base URL, or a redirect of the API, leads where it must not go.",
      };
    case "cancelled":
      return { outcome: "cancelled", text: `The client ended the request.${warning}` };
  }
};
