import { sql } from "drizzle-orm";
import { bigint, boolean, integer, jsonb, pgTable, primaryKey, smallint, text, unique } from "drizzle-orm/pg-core";
import type { JsonObject } from "@breezeway/core";
import { bytes, instant } from "./columns.ts";

export const connectionKinds = ["grant", "access_key", "bearer", "public"] as const;
export type ConnectionKind = (typeof connectionKinds)[number];

export const connections = pgTable(
  "connections",
  {
    serverId: text("server_id").notNull(),
    hash: text("hash").notNull(),
    workspaceId: text("workspace_id").notNull(),
    kind: text("kind", { enum: connectionKinds }).notNull(),
    clientName: text("client_name").notNull().default(""),
    clientVersion: text("client_version").notNull().default(""),
    readOnly: boolean("read_only").notNull().default(false),
    calls: bigint("calls", { mode: "number" }).notNull().default(0),
    firstSeenAt: instant("first_seen_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    revokedAt: instant("revoked_at"),
    deniedUntil: instant("denied_until"),
  },
  (table) => [primaryKey({ columns: [table.serverId, table.hash] })],
);

export const spent = pgTable("spent", {
  hash: bytes("hash").primaryKey(),
  expiresAt: instant("expires_at").notNull(),
});

export const changes = pgTable("changes", {
  seq: bigint("seq", { mode: "number" }).primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  serverId: text("server_id"),
  kind: text("kind").notNull(),
  payload: jsonb("payload").$type<JsonObject>().notNull().default({}),
  at: instant("at")
    .notNull()
    .default(sql`now()`),
});

/** Partitioned by day; the primary key is `(at, id)`. */
export const auditEvents = pgTable(
  "audit_events",
  {
    at: instant("at").notNull(),
    id: text("id").notNull(),
    workspaceId: text("workspace_id").notNull(),
    serverId: text("server_id").notNull(),
    releaseId: text("release_id").notNull(),
    tool: text("tool").notNull(),
    method: text("method").notNull(),
    pathTemplate: text("path_template").notNull(),
    outcome: text("outcome").notNull(),
    upstreamStatus: smallint("upstream_status"),
    durationUs: integer("duration_us").notNull(),
    upstreamUs: integer("upstream_us").notNull(),
    bytesIn: integer("bytes_in").notNull(),
    bytesOut: integer("bytes_out").notNull(),
    retries: smallint("retries").notNull(),
    redactions: integer("redactions").notNull(),
    clientName: text("client_name").notNull(),
    clientVersion: text("client_version").notNull(),
    connectionHash: text("connection_hash").notNull(),
    requestId: text("request_id").notNull(),
  },
  (table) => [primaryKey({ columns: [table.at, table.id] })],
);

export const auditRollups = pgTable(
  "audit_rollups",
  {
    workspaceId: text("workspace_id").notNull(),
    serverId: text("server_id").notNull(),
    hour: instant("hour").notNull(),
    dimension: text("dimension", { enum: ["all", "outcome", "tool", "client", "connection"] }).notNull(),
    value: text("value").notNull(),
    calls: bigint("calls", { mode: "number" }).notNull(),
    failures: bigint("failures", { mode: "number" }).notNull(),
    bytesIn: bigint("bytes_in", { mode: "number" }).notNull(),
    bytesOut: bigint("bytes_out", { mode: "number" }).notNull(),
    ownHistogram: integer("own_histogram").array().notNull(),
    upstreamHistogram: integer("upstream_histogram").array().notNull(),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.dimension, table.hour, table.serverId, table.value] })],
);

/** Whole UTC days; without a server, of the whole workspace. */
export const auditDailyRollups = pgTable(
  "audit_daily_rollups",
  {
    workspaceId: text("workspace_id").notNull(),
    serverId: text("server_id"),
    day: instant("day").notNull(),
    dimension: text("dimension", { enum: ["all", "outcome", "tool", "client", "connection"] }).notNull(),
    value: text("value").notNull(),
    calls: bigint("calls", { mode: "number" }).notNull(),
    failures: bigint("failures", { mode: "number" }).notNull(),
    bytesIn: bigint("bytes_in", { mode: "number" }).notNull(),
    bytesOut: bigint("bytes_out", { mode: "number" }).notNull(),
    ownHistogram: bigint("own_histogram", { mode: "number" }).array().notNull(),
    upstreamHistogram: bigint("upstream_histogram", { mode: "number" }).array().notNull(),
  },
  (table) => [
    unique().on(table.workspaceId, table.dimension, table.serverId, table.day, table.value).nullsNotDistinct(),
  ],
);
