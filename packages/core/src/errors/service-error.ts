/** What went wrong, as a closed set. Each package's `respond-error.ts` maps it to the wire with an exhaustive switch. */
export type ServiceErrorCode =
  | "invalid_input"
  | "invalid_document"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "too_large"
  | "rate_limited"
  | "egress_refused"
  | "upstream_failed"
  | "deadline_exceeded"
  | "unavailable";

export interface ServiceErrorOptions {
  /** Shown to the caller: says what is wrong and what to do next. Never holds a secret. */
  readonly message: string;
  /** Where: a field name, or a JSON pointer into the caller's document. */
  readonly at?: string;
  /** Seconds after which trying again can help. */
  readonly retryAfterSeconds?: number;
  /** For the log alone. */
  readonly cause?: unknown;
}

/** The one error that services throw on purpose; every other error is a defect and is answered with a fixed text. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
  readonly code: ServiceErrorCode;
  readonly at: string | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ServiceErrorCode, options: ServiceErrorOptions) {
    super(options.message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.at = options.at;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

export const isServiceError = (error: unknown): error is ServiceError => error instanceof ServiceError;
