import type { UserId, WorkspaceId } from "@breezeway/core";
import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type { ISql } from "postgres";

/** What a store function gets: raw SQL for the hot path, drizzle for the rest. Both run in the one open transaction. */
interface Transaction<Scope extends "workspace" | "user" | "none"> {
  readonly scope: Scope;
  /** postgres.js tagged template; statements are prepared once for each connection. */
  readonly sql: ISql;
  /** drizzle over the tables of `schema/`. */
  readonly orm: Omit<PostgresJsDatabase, "transaction">;
}

/** Sees the rows of one workspace (and, where `userId` is given, of one user). */
export type WorkspaceTx = Transaction<"workspace"> & { readonly workspaceId: WorkspaceId; readonly userId?: UserId };
/** Sees one user's own rows, memberships and workspaces. */
export type UserTx = Transaction<"user"> & { readonly userId: UserId };
/** Sees no tenant's rows: look-up functions, and tables that belong to nobody. */
export type UnscopedTx = Transaction<"none">;
export type AnyTx = WorkspaceTx | UserTx | UnscopedTx;

export interface TransactionOptions {
  /**
   * Time for the whole transaction, waiting for a connection included; 2 s unless told. When it has passed, the
   * caller gets `unavailable` and the connection is thrown away, whatever the server does.
   */
  readonly deadlineMs?: number;
}

/** A pool of connections in one role. Every failure to reach or hear from the server is a `ServiceError` `unavailable`. */
export interface Database {
  inWorkspace<Result>(
    scope: { readonly workspaceId: WorkspaceId; readonly userId?: UserId },
    run: (tx: WorkspaceTx) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  asUser<Result>(
    scope: { readonly userId: UserId },
    run: (tx: UserTx) => Promise<Result>,
    options?: TransactionOptions,
  ): Promise<Result>;
  unscoped<Result>(run: (tx: UnscopedTx) => Promise<Result>, options?: TransactionOptions): Promise<Result>;
  /**
   * Listens on a channel over a connection of its own and re-listens after a drop. `onListening` runs each time the
   * subscription begins: whatever was sent before that moment may have been missed.
   */
  listen(input: {
    readonly channel: string;
    readonly onNotify: (payload: string) => void;
    readonly onListening: () => void;
  }): Listener;
  /** Ends idle connections, lets running transactions finish for `timeoutMs` (2 s unless told), then cuts them. */
  close(options?: { readonly timeoutMs?: number }): Promise<void>;
}

export interface Listener {
  stop(): Promise<void>;
}
