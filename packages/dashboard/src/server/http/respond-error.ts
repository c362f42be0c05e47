import type { Logger, RequestId, ServiceErrorCode } from "@breezeway/core";
import { isServiceError } from "@breezeway/core";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ApiError } from "../api/fields.ts";
import { SettingsConflictError } from "../services/refuse-stale.ts";
import { InputError } from "./input-error.ts";

const statusOf = (code: ServiceErrorCode): ContentfulStatusCode => {
  switch (code) {
    case "invalid_input":
      return 400;
    case "invalid_document":
      return 422;
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
      return 422;
    case "upstream_failed":
      return 502;
    case "deadline_exceeded":
      return 504;
    case "unavailable":
      return 503;
  }
};

export interface ErrorAnswer {
  readonly status: ContentfulStatusCode;
  readonly body: ApiError;
  readonly headers: Record<string, string>;
}

/** Maps an error to the wire. What is not a `ServiceError` is a defect: a fixed text for the caller, the cause for the log. */
export const describeError = (error: unknown, requestId: RequestId, log: Logger): ErrorAnswer => {
  if (!isServiceError(error)) {
    log.error({ error, requestId }, "A request failed unexpectedly");
    return {
      status: 500,
      body: { error: { code: "internal", message: "Something went wrong on our side. Try again.", requestId } },
      headers: {},
    };
  }
  if (error.code === "unavailable" || error.cause !== undefined)
    log.warn({ error, requestId, code: error.code }, "A request was refused");
  return {
    status: statusOf(error.code),
    body: {
      error: {
        code: error.code,
        message: error.message,
        ...(error.at !== undefined && { at: error.at }),
        ...(error instanceof InputError && error.issues.length > 1 && { issues: [...error.issues] }),
        ...(error instanceof SettingsConflictError && { conflict: error.conflict }),
        requestId,
      },
    },
    headers: error.retryAfterSeconds === undefined ? {} : { "retry-after": String(error.retryAfterSeconds) },
  };
};
