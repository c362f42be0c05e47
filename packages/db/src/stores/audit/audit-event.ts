import type { AuditEventId, ConnectionHash, ReleaseId, RequestId, ServerId, WorkspaceId } from "@breezeway/core";

/** How a call ended. `unknown` is written for calls whose process died (strict mode). */
export const auditOutcomes = [
  "ok",
  "tool_error",
  "invalid_arguments",
  "unknown_tool",
  "unauthenticated",
  "insufficient_scope",
  "forbidden",
  "rate_limited",
  "overloaded",
  "stopped",
  "upstream_error",
  "upstream_unavailable",
  "deadline_exceeded",
  "too_large",
  "egress_refused",
  "cancelled",
  "internal_error",
  "unknown",
] as const;
export type AuditOutcome = (typeof auditOutcomes)[number];

/** What is known before the upstream is called. Never a token, header, argument, query value, body or address. */
export interface AuditIntent {
  readonly id: AuditEventId;
  readonly atMs: number;
  readonly workspaceId: WorkspaceId;
  readonly serverId: ServerId;
  readonly releaseId: ReleaseId;
  /** Name of a tool of the release; empty where the caller named one that does not exist. */
  readonly tool: string;
  readonly method: string;
  readonly pathTemplate: string;
  readonly clientName: string;
  readonly clientVersion: string;
  readonly connectionHash: ConnectionHash;
  readonly requestId: RequestId;
}

export interface AuditEvent extends AuditIntent {
  readonly outcome: AuditOutcome;
  readonly upstreamStatus?: number | undefined;
  /** From the request's arrival to the answer. */
  readonly durationUs: number;
  /** The part of it spent waiting for the upstream; 0 where it was not called. */
  readonly upstreamUs: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly retries: number;
  readonly redactions: number;
}
