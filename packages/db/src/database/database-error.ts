import { isServiceError, ServiceError } from "@breezeway/core";
import postgres from "postgres";

/**
 * SQLSTATE classes and codes that say "the server cannot serve now": connection trouble, shutting down, out of
 * resources, cancelled by a timeout. https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const unavailable = /^(?:08|53|57P0|58|57014|55P03|25P03|25P04)/;
const driverFailures = /^CONNECT/;

/** The one socket of a connection has closed. */
export class ConnectionLostError extends Error {
  override readonly name = "ConnectionLostError";
}

export const deadlinePassed = (): ServiceError =>
  new ServiceError("unavailable", {
    message: "The database did not answer in time. Try again in a moment.",
    retryAfterSeconds: 2,
  });

/** Turns "cannot reach the server" into `unavailable`; constraint violations and defects pass as they are. */
export const readDatabaseError = (error: unknown): unknown => {
  if (isServiceError(error) || !isUnreachable(rootCause(error))) return error;
  return new ServiceError("unavailable", {
    message: "The database cannot be reached. Try again in a moment.",
    retryAfterSeconds: 2,
    cause: error,
  });
};

const isUnreachable = (error: unknown): boolean => {
  if (error instanceof postgres.PostgresError) return unavailable.test(error.code);
  if (error instanceof ConnectionLostError) return true;
  if (!(error instanceof Error)) return false;
  // Of node:net and node:dns, or of the driver: CONNECTION_CLOSED, CONNECT_TIMEOUT …
  return "syscall" in error || ("code" in error && driverFailures.test(String(error.code)));
};

/** drizzle wraps the driver's error. */
const rootCause = (error: unknown): unknown =>
  error instanceof Error && error.cause instanceof Error ? rootCause(error.cause) : error;

/** The SQLSTATE of a failed statement, e.g. `23505` for a unique violation, and the constraint it broke. */
export const readSqlState = (error: unknown): { readonly code: string; readonly constraint?: string } | undefined => {
  const root = rootCause(error);
  if (!(root instanceof postgres.PostgresError)) return undefined;
  return { code: root.code, ...(root.constraint_name === undefined ? {} : { constraint: root.constraint_name }) };
};
