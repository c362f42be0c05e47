import { auditEventId, requestId, type ConnectionHash } from "@breezeway/core";
import type { AuditEvent } from "../stores/audit/audit-event.ts";
import type { SeededWorkspace } from "./seed.ts";

/** A successful call of the seeded server, now; anything of it may be told otherwise. */
export const auditEventOf = (seed: SeededWorkspace, over: Partial<AuditEvent> = {}): AuditEvent => ({
  id: auditEventId.create(),
  atMs: Date.now(),
  workspaceId: seed.workspaceId,
  serverId: seed.serverId,
  releaseId: seed.releaseId,
  tool: "getPage",
  method: "GET",
  pathTemplate: "/pages/{id}",
  outcome: "ok",
  upstreamStatus: 200,
  durationUs: 12_000,
  upstreamUs: 11_000,
  bytesIn: 120,
  bytesOut: 4_096,
  retries: 0,
  redactions: 0,
  clientName: "Example Client",
  clientVersion: "1.0",
  connectionHash: "0123456789abcdef0123456789abcdef" as ConnectionHash,
  requestId: requestId.create(),
  ...over,
});
