import type { End } from "./deadline.ts";
import { EgressError } from "./exchange.ts";
import type { EgressStage } from "./exchange.ts";

interface Where {
  readonly host: string;
  readonly stage: EgressStage;
}

/** The typed error for whatever a connection, its TLS or its parser reported. The report itself goes to the log. */
export const failure = (error: unknown, { host, stage }: Where): EgressError => {
  if (error instanceof EgressError) return error;
  const code = codeOf(error);
  if (code === "UND_ERR_INVALID_ARG")
    return new EgressError("egress_refused", {
      message: "The request is not valid HTTP.",
      stage: "refused",
      cause: error,
    });
  return new EgressError("upstream_failed", { message: `"${host}" ${whatHappened(code)}`, stage, cause: error });
};

/** What a caller sees when its time was over; a caller that left gets its own reason back. */
export const endFailure = (end: End, { host, stage }: Where): unknown =>
  end.kind === "aborted"
    ? end.reason
    : new EgressError("deadline_exceeded", {
        message: `"${host}" did not answer completely within ${Math.round(end.deadlineMs / 100) / 10} s.`,
        stage,
      });

export const tooLarge = (host: string, maxBytes: number): EgressError =>
  new EgressError("too_large", {
    message: `"${host}" answered with more than the ${maxBytes} bytes that are allowed. Ask for less at a time.`,
    stage: "sent",
  });

const whatHappened = (code: string): string => {
  if (code === "UND_ERR_HEADERS_OVERFLOW") return "sent more headers than are read.";
  if (code === "HTTPParserError") return "did not answer in valid HTTP.";
  if (code.includes("CONTENT_LENGTH_MISMATCH")) return "sent another length than it announced.";
  if (certificateCodes.test(code)) return "shows a certificate that is not trusted. An operator can add its authority.";
  if (unreachableCodes.has(code)) return "could not be reached. Check the address, or try again later.";
  if (code === "ECONNRESET" || code === "EPIPE" || code === "UND_ERR_SOCKET") return "closed the connection early.";
  return "could not be asked. Try again later.";
};

const certificateCodes = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/;

const unreachableCodes: ReadonlySet<string> = new Set([
  "EADDRNOTAVAIL",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The parser's error has a name alone; all others have a code. */
const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "";
  return "code" in error && typeof error.code === "string" ? error.code : error.name;
};
