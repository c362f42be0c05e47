import type { SettingsConflict } from "../../server/api/fields.ts";
import { text } from "../text/en.ts";

/** A refusal by the API, in words that can be shown. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly status: number;
  readonly code: string;
  readonly at: string | undefined;
  readonly requestId: string | undefined;
  readonly issues: readonly { at: string; message: string }[];
  /** Where somebody else changed the same settings meanwhile. */
  readonly conflict: SettingsConflict | undefined;

  constructor(fields: {
    status: number;
    code: string;
    message: string;
    at?: string | undefined;
    requestId?: string | undefined;
    issues?: readonly { at: string; message: string }[];
    conflict?: SettingsConflict | undefined;
    cause?: unknown;
  }) {
    super(fields.message, { cause: fields.cause });
    this.status = fields.status;
    this.code = fields.code;
    this.at = fields.at;
    this.requestId = fields.requestId;
    this.issues = fields.issues ?? [];
    this.conflict = fields.conflict;
  }

  /** The message for one field of a form. */
  forField(name: string): string | undefined {
    return this.issues.find((issue) => issue.at === name)?.message ?? (this.at === name ? this.message : undefined);
  }
}

interface WireError {
  error?: {
    code?: string;
    message?: string;
    at?: string;
    requestId?: string;
    issues?: { at: string; message: string }[];
    conflict?: SettingsConflict;
  };
}

/** Status 0 stands for a connection that never answered. */
export const toApiError = (status: number, body: unknown, cause: unknown): ApiError => {
  if (status === 0) return new ApiError({ status, code: "offline", message: text.errors.offline, cause });
  const wire = typeof body === "object" && body !== null ? (body as WireError).error : undefined;
  if (wire === undefined) return new ApiError({ status, code: "internal", message: text.errors.unexpected, cause });
  return new ApiError({
    status,
    code: wire.code ?? "internal",
    message: wire.message ?? text.errors.unexpected,
    at: wire.at,
    requestId: wire.requestId,
    ...(wire.issues !== undefined && { issues: wire.issues }),
    conflict: wire.conflict,
    cause,
  });
};

/** Any thrown value as an `ApiError`, for display. */
export const asApiError = (error: unknown): ApiError =>
  error instanceof ApiError
    ? error
    : new ApiError({ status: 0, code: "internal", message: text.errors.unexpected, cause: error });
