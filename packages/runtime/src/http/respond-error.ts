import { isServiceError } from "@breezeway/core";
import type { Logger, ServiceErrorCode } from "@breezeway/core";
import type { Reply } from "../mcp/json-rpc.ts";
import { httpErrorReply } from "./respond.ts";

const statusOf = (code: ServiceErrorCode): number => {
  switch (code) {
    case "invalid_input":
    case "invalid_document":
      return 400;
    case "unauthenticated":
      return 401;
    case "forbidden":
      return 403;
    case "not_found":
      return 404;
    case "conflict":
      return 409;
    case "too_large":
      return 413;
    case "rate_limited":
      return 429;
    case "egress_refused":
    case "upstream_failed":
      return 502;
    case "deadline_exceeded":
      return 504;
    case "unavailable":
      return 503;
  }
};

const unavailableRetrySeconds = 5;

/** Maps what was thrown to the wire. What nobody meant to throw gets a fixed text; its cause goes to the log alone. */
export const respondError = (
  error: unknown,
  { log, requestId }: { readonly log: Logger; readonly requestId: string },
): Reply => {
  if (!isServiceError(error)) {
    log.error({ error, requestId }, "A request ended in a defect.");
    return httpErrorReply(500, `Something went wrong in Breezeway. The request id is ${requestId}.`);
  }
  const status = statusOf(error.code);
  if (status >= 500) log.warn({ error, requestId, code: error.code }, "A request could not be answered.");
  const retry = error.retryAfterSeconds ?? (status === 503 ? unavailableRetrySeconds : undefined);
  return httpErrorReply(status, error.message, retry === undefined ? {} : { "retry-after": String(retry) });
};
