import { z } from "zod";
import { cursor, moment } from "./fields.ts";
import { defineRoutes } from "./route.ts";

export const activityRange = z.enum(["1h", "24h", "7d", "30d"]);
export type ActivityRange = z.infer<typeof activityRange>;

export const outcomeCount = z.object({ outcome: z.string(), calls: z.number().int() });

const percentiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });

const callCounts = z.object({ calls: z.number().int(), errors: z.number().int() });
/** `null`: calls that named no tool, or whose client did not say its name. */
const topRow = callCounts.extend({ name: z.string().nullable() });

export const activityView = z.object({
  range: activityRange,
  from: moment,
  to: moment,
  /** Width of one point. */
  stepSeconds: z.number().int(),
  totals: z.object({ calls: z.number().int(), errors: z.number().int(), connections: z.number().int() }),
  points: z.array(
    z.object({
      at: moment,
      calls: z.number().int(),
      errors: z.number().int(),
      ownMs: percentiles.nullable(),
      upstreamMs: percentiles.nullable(),
    }),
  ),
  outcomes: z.array(outcomeCount),
  /** Calls that failed, by outcome, most first: one number for each point. */
  failures: z.array(z.object({ outcome: z.string(), calls: z.array(z.number().int()) })),
  /** What Breezeway adds, and the upstream's part; milliseconds. `null` where there was no call. */
  latency: z.object({ own: percentiles, upstream: percentiles }).nullable(),
  topTools: z.array(topRow),
  topClients: z.array(topRow),
  topConnections: z.array(topRow),
  /** Without a slug where the server is deleted. */
  topServers: z.array(callCounts.extend({ id: z.string(), name: z.string(), slug: z.string().nullable() })),
});
export type ActivityView = z.infer<typeof activityView>;

export const auditRow = z.object({
  id: z.string(),
  at: moment,
  server: z.object({ id: z.string(), name: z.string() }),
  releaseId: z.string(),
  tool: z.string().nullable(),
  method: z.string().nullable(),
  path: z.string().nullable(),
  outcome: z.string(),
  upstreamStatus: z.number().int().nullable(),
  durationMs: z.number(),
  upstreamMs: z.number().nullable(),
  bytesIn: z.number().int(),
  bytesOut: z.number().int(),
  retries: z.number().int(),
  redactions: z.number().int(),
  client: z.string().nullable(),
  connection: z.string().nullable(),
  requestId: z.string(),
});
export type AuditRow = z.infer<typeof auditRow>;

export const auditFilter = z.object({
  server: z.string().max(60).optional(),
  tool: z.string().max(80).optional(),
  outcome: z.string().max(40).optional(),
  connection: z.string().max(60).optional(),
  client: z.string().max(200).optional(),
  /** Calls that named no tool, or whose client did not say its name. */
  without: z.enum(["tool", "client"]).optional(),
  /** A request id, as errors and answers name it. */
  request: z.string().max(60).optional(),
  from: moment.optional(),
  to: moment.optional(),
});
export type AuditFilter = z.infer<typeof auditFilter>;

export const connectionRow = z.object({
  /** The connection hash: all that is known of the end user. */
  id: z.string(),
  kind: z.enum(["grant", "access_key", "bearer", "public"]),
  client: z.string().nullable(),
  clientVersion: z.string().nullable(),
  firstSeenAt: moment,
  lastSeenAt: moment,
  calls: z.number().int(),
  readOnly: z.boolean(),
  revokedAt: moment.nullable(),
});
export type ConnectionRow = z.infer<typeof connectionRow>;

export const activityRoutes = defineRoutes({
  getActivity: {
    method: "get",
    path: "/api/workspaces/:workspace/activity",
    access: "audit.read",
    summary: "Calls, errors, latency and the busiest tools, clients and connections.",
    query: z.object({ range: activityRange.default("24h"), server: z.string().max(60).optional() }),
    output: activityView,
  },
  listAudit: {
    method: "get",
    path: "/api/workspaces/:workspace/audit",
    access: "audit.read",
    summary: "The audit log, newest first; `after` a cursor gives what came since (live tail), oldest first.",
    query: auditFilter.extend({
      cursor: cursor.optional(),
      after: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    output: z.object({
      events: z.array(auditRow),
      /** Older ones. */
      nextCursor: z.string().nullable(),
      /** For `after`: stands at the newest event of this answer. */
      tailCursor: z.string().nullable(),
    }),
  },
  exportAudit: {
    method: "get",
    path: "/api/workspaces/:workspace/audit/export",
    access: "audit.export",
    summary: "The audit log as a stream of CSV or NDJSON. The export itself is recorded.",
    query: auditFilter.extend({ format: z.enum(["csv", "ndjson"]) }),
    output: z.string(),
    format: "download",
  },
  listConnections: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/connections",
    access: "connections.read",
    summary: "Who is connected, by hash.",
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
      text: z.string().max(100).optional(),
      state: z.enum(["active", "revoked", "all"]).default("all"),
    }),
    output: z.object({ connections: z.array(connectionRow), nextCursor: z.string().nullable() }),
  },
  revokeConnection: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/connections/:connection/revoke",
    access: "connections.revoke",
    summary: "Revoke one connection on every replica at once; a refresh does not bring it back.",
    output: connectionRow,
  },
  revokeAllConnections: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/connections/revoke-all",
    access: "connections.revoke",
    summary:
      "Revoke all: every sign-in ends, so those users must sign in again, and every bearer token that has called so far is refused. Access keys go on until each is revoked; a bearer token that has never called, and public callers, are not stopped by it.",
    body: z.object({ confirmName: z.string() }),
    output: z.object({
      revokedAt: moment,
      /** Connections seen so far that could call until now. */
      grants: z.number().int(),
      bearers: z.number().int(),
    }),
  },
  getOperatorActivity: {
    method: "get",
    path: "/api/operator/activity",
    access: "operator",
    summary: "The same over all workspaces, counts only.",
    query: z.object({ range: activityRange.default("24h") }),
    output: activityView
      .pick({
        range: true,
        from: true,
        to: true,
        stepSeconds: true,
        totals: true,
        points: true,
        outcomes: true,
        failures: true,
        latency: true,
      })
      .extend({
        workspaces: z.number().int(),
        servers: z.number().int(),
        liveServers: z.number().int(),
        users: z.number().int(),
        connections: z.number().int(),
        /** Calls of the busiest, most first, without saying who they are. */
        busiest: z.object({
          workspace: z.array(callCounts),
          server: z.array(callCounts),
          tool: z.array(callCounts),
          client: z.array(callCounts),
        }),
      }),
  },
});

export const trustView = z.object({
  deployment: z.object({
    publicUrl: z.string(),
    dashboardUrl: z.string(),
    /** `null` where the operator has set none. */
    contact: z.string().nullable(),
    environment: z.string(),
  }),
  stored: z.array(
    z.object({
      area: z.enum(["calls", "accounts", "workspaces", "deployment"]),
      what: z.string(),
      /** Where in the database. */
      tables: z.array(z.string()),
      how: z.string(),
      howLong: z.string(),
      whoSees: z.string(),
    }),
  ),
  /** What lies where. */
  places: z.array(z.object({ what: z.string(), where: z.string() })),
  neverStored: z.array(z.string()),
  modes: z.array(z.object({ mode: z.string(), text: z.string(), stored: z.string(), servers: z.number().int() })),
  retention: z.object({
    auditDays: z.number().int(),
    auditMode: z.enum(["relaxed", "strict"]),
    sessionIdleHours: z.number(),
    sessionMaxDays: z.number(),
    deletionGraceDays: z.number(),
  }),
  asOf: moment,
});
export type TrustView = z.infer<typeof trustView>;

export const trustRoutes = defineRoutes({
  getTrust: {
    method: "get",
    path: "/api/trust",
    access: "public",
    callers: "anyone",
    summary: "What this deployment stores, where, how long and who can see it, from its real settings.",
    output: trustView,
  },
});
