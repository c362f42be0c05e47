import { auditEventId, connectionId, releaseId, requestId } from "@breezeway/core";
import type { ConnectionHash } from "@breezeway/core";
import { writeAuditEvents } from "@breezeway/db";
import type { AuditEvent, Database } from "@breezeway/db";
import { median } from "../load.ts";
import { scaleServers, scaleWorkspace } from "./fill.ts";

const batch = 500;
const rounds = 40;

/** Time of one group commit of 500 events into the filled day: the median of 40, in milliseconds. */
export const measureInsert = async (data: Database): Promise<number> => {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const events = Array.from({ length: batch }, (_, index) => makeEvent(index));
    const beganAt = performance.now();
    await writeAuditEvents(data, events);
    times.push(performance.now() - beganAt);
  }
  return median(times);
};

const makeEvent = (index: number): AuditEvent => ({
  id: auditEventId.create(),
  atMs: Date.now(),
  workspaceId: scaleWorkspace,
  serverId: scaleServers[index % scaleServers.length] ?? scaleServers[0] ?? fail(),
  releaseId: releaseId.create(),
  tool: `operation-${1 + (index % 218)}`,
  method: "GET",
  pathTemplate: "/wiki/api/v2/pages/{id}",
  clientName: `client-${1 + (index % 12)}`,
  clientVersion: "1.0",
  connectionHash: connectionId.create().slice(-26).padEnd(32, "0") as ConnectionHash,
  requestId: requestId.create(),
  outcome: index % 25 === 0 ? "upstream_error" : "ok",
  upstreamStatus: 200,
  durationUs: 40_000,
  upstreamUs: 38_000,
  bytesIn: 400,
  bytesOut: 4_000,
  retries: 0,
  redactions: 0,
});

const fail = (): never => {
  throw new Error("There are no servers.");
};
