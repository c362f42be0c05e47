import type { Socket } from "node:net";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";
import { columnTypes } from "./array-types.ts";
import { connectSocket } from "./connect-socket.ts";
import { ConnectionLostError } from "./database-error.ts";
import type { ServerAddress } from "./connection-options.ts";

/** One connection, used once: when it breaks it is not mended but replaced, so no statement ever runs outside its transaction. */
export interface Lane {
  readonly sql: Sql;
  readonly orm: PostgresJsDatabase;
  readonly openedAtMs: number;
  /** Where the session must be checked before use: settles when it was. */
  readonly ready?: Promise<void>;
  isUsable(): boolean;
  /** Cuts the connection at once; whatever is pending fails. */
  destroy(): void;
  /** Says goodbye and closes. */
  end(): Promise<void>;
}

export interface LaneOptions {
  readonly address: ServerAddress;
  /** Settings of the session, given in the startup message. */
  readonly settings: Readonly<Record<string, string>>;
  readonly onNotice: (severity: string, message: string) => void;
  readonly onNotify?: (channel: string, payload: string) => void;
  readonly onClose?: () => void;
}

export const openLane = (options: LaneOptions): Lane => {
  let socket: Socket | undefined;
  let state: "new" | "open" | "closed" = "new";
  const sql = createClient(options, async () => {
    if (state !== "new") throw new ConnectionLostError("The database connection was lost.");
    state = "open";
    const opened = await connectSocket(options.address);
    if ((state as string) === "closed") opened.destroy();
    socket = opened;
    // Before postgres.js hears of it: what is sent between `error` and `close` it would never answer.
    opened.once("error", () => {
      state = "closed";
    });
    opened.once("close", () => {
      state = "closed";
      options.onClose?.();
    });
    return opened;
  });
  const orm = drizzle({ client: sql });
  restoreTypes(sql);
  return {
    sql,
    orm,
    openedAtMs: performance.now(),
    isUsable: () => state !== "closed",
    destroy: () => {
      state = "closed";
      socket?.destroy();
    },
    end: async () => {
      state = "closed";
      await sql.end({ timeout: 1 });
      socket?.destroy();
    },
  };
};

const createClient = (options: LaneOptions, socket: () => Promise<Socket>): Sql => {
  const { address } = options;
  const first = address.hosts[0];
  const settings = {
    host: first?.host ?? "localhost",
    port: first?.port ?? 5432,
    user: address.user,
    password: address.password ?? "",
    database: address.database,
    ssl: address.ssl,
    max: 1,
    // Life and idle times are the pool's business: a connection that ends by itself would strand what is queued on it.
    idle_timeout: undefined,
    max_lifetime: null,
    connect_timeout: 10,
    fetch_types: false,
    types: columnTypes,
    connection: { application_name: "breezeway", ...options.settings },
    onnotice: (notice: postgres.Notice) => options.onNotice(notice["severity"] ?? "NOTICE", notice["message"] ?? ""),
  };
  // Two options that postgres.js's types leave out; its own helpers for our array types are not used.
  const client: unknown = postgres(Object.assign(settings, { onnotify: options.onNotify, socket }));
  return client as Sql;
};

const dateOids = [1082, 1114, 1184];
const jsonOids = [114, 3802];

/** drizzle makes dates and JSON pass as text for the whole client; both ways of speaking get their types back here. */
const restoreTypes = (sql: Sql): void => {
  const { parsers, serializers } = sql.options;
  for (const oid of dateOids) {
    parsers[oid] = (text: string) => new Date(text);
    serializers[oid] = (value: unknown) => (value instanceof Date ? value.toISOString() : String(value));
  }
  for (const oid of jsonOids)
    serializers[oid] = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  Object.assign(parsers, { 1185: columnTypes.timestamptzArray.parse });
  Object.assign(serializers, { 1185: columnTypes.timestamptzArray.serialize });
};
