import { userId, workspaceId, type Logger, type Secret } from "@breezeway/core";
import { readDatabaseUrl } from "./connection-options.ts";
import { openLane, type Lane, type LaneOptions } from "./lane.ts";
import { startListener } from "./listener.ts";
import { createPool, type Pool } from "./pool.ts";
import type { Database, TransactionOptions } from "./scope.ts";
import { transact } from "./transact.ts";

export const databaseRoles = {
  control: "breezeway_control",
  data: "breezeway_data",
  /** Key rotation and making operators, from the command line only. */
  owner: "breezeway_owner",
} as const;
export type DatabaseRole = keyof typeof databaseRoles;

export interface OpenDatabaseOptions {
  readonly url: Secret;
  readonly role: DatabaseRole;
  readonly log: Logger;
  /** Connections at most; 10 unless told. */
  readonly maxConnections?: number;
  /** Time for a transaction that names none; 2 s unless told. */
  readonly deadlineMs?: number;
  /** Refuse to work when the login is a superuser, bypasses row security or may become the owner (production). */
  readonly refusePrivilegedLogin?: boolean;
}

const defaultDeadlineMs = 2_000;
const defaultMaxConnections = 10;
const maxLifeMs = 45 * 60_000;

/** Opens a pool in one role. Connections are made when needed, so this neither waits nor fails. */
export const openDatabase = (options: OpenDatabaseOptions): Database => {
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  const laneOptions: LaneOptions = {
    address: readDatabaseUrl(options.url),
    settings: sessionSettings(databaseRoles[options.role], deadlineMs),
    onNotice: (severity, message) => options.log.debug({ kind: severity, reason: message }, "Database notice"),
  };
  const isRefused = options.refusePrivilegedLogin === true && options.role !== "owner";
  const pool = createPool({
    open: () => (isRefused ? openUnprivilegedLane(laneOptions) : openLane(laneOptions)),
    max: options.maxConnections ?? defaultMaxConnections,
    maxLifeMs,
  });
  const listeners = new Set<{ stop(): Promise<void> }>();
  const scope = scopeWith({ pool, deadlineMs });

  return {
    inWorkspace: async (given, run, transactionOptions) => {
      const tx = { workspaceId: workspaceId.schema.parse(given.workspaceId), ...userOf(given) };
      const settings = { "app.workspace_id": tx.workspaceId, ...(tx.userId ? { "app.user_id": tx.userId } : {}) };
      return scope(settings, (lane) => run({ scope: "workspace", ...statementsOf(lane), ...tx }), transactionOptions);
    },
    asUser: async (given, run, transactionOptions) => {
      const id = userId.schema.parse(given.userId);
      return scope(
        { "app.user_id": id },
        (lane) => run({ scope: "user", ...statementsOf(lane), userId: id }),
        transactionOptions,
      );
    },
    unscoped: (run, transactionOptions) =>
      scope({}, (lane) => run({ scope: "none", ...statementsOf(lane) }), transactionOptions),
    listen: (input) => {
      const listener = startListener({ ...input, laneOptions, log: options.log });
      listeners.add(listener);
      return listener;
    },
    close: async (closeOptions) => {
      await Promise.all([...listeners].map((listener) => listener.stop()));
      await pool.close(closeOptions?.timeoutMs ?? defaultDeadlineMs);
    },
  };
};

const scopeWith =
  ({ pool, deadlineMs }: { readonly pool: Pool; readonly deadlineMs: number }) =>
  <Result>(
    settings: Readonly<Record<string, string>>,
    run: (lane: Lane) => Promise<Result>,
    options: TransactionOptions | undefined,
  ): Promise<Result> =>
    transact({ pool, settings, run, deadlineMs: options?.deadlineMs ?? deadlineMs, statementTimeoutMs: deadlineMs });

const statementsOf = (lane: Lane) => ({ sql: lane.sql, orm: lane.orm });
const userOf = (given: { readonly userId?: unknown }) =>
  given.userId === undefined ? {} : { userId: userId.schema.parse(given.userId) };

const sessionSettings = (role: string, deadlineMs: number): Record<string, string> => ({
  role,
  search_path: "breezeway",
  statement_timeout: String(deadlineMs),
  idle_in_transaction_session_timeout: "30000",
  TimeZone: "UTC",
});

/** Row security means nothing to a superuser: such a login is turned away before it runs a statement of ours. */
const openUnprivilegedLane = (options: LaneOptions): Lane => {
  const lane = openLane(options);
  const checked = lane.sql<{ privileged: boolean }[]>`
    SELECT r.rolsuper OR r.rolbypassrls OR pg_has_role(session_user, 'breezeway_owner', 'MEMBER') AS privileged
    FROM pg_roles r WHERE r.rolname = session_user`;
  return { ...lane, ready: refusePrivileged(checked) };
};

const refusePrivileged = async (checked: PromiseLike<readonly { readonly privileged: boolean }[]>): Promise<void> => {
  const [row] = await checked;
  if (row?.privileged !== false) throw new PrivilegedLoginError();
};

/** The deployment is set up wrongly: see the message. */
export class PrivilegedLoginError extends Error {
  override readonly name = "PrivilegedLoginError";
  constructor() {
    super(
      "The login of DATABASE_URL is a superuser, bypasses row security or may become breezeway_owner. " +
        "Use a plain login that is a member of breezeway_control or breezeway_data only.",
    );
  }
}
