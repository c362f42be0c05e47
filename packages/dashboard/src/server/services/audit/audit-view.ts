import type { ServerId } from "@breezeway/core";
import type { AuditOutcome, ListAuditEventsInput, StoredAuditEvent, WorkspaceTx } from "@breezeway/db";
import { auditOutcomes, getServer, listServers } from "@breezeway/db";
import { ServiceError } from "@breezeway/core";
import type { AuditFilter, AuditRow } from "../../api/activity.ts";

const microsecondsPerMs = 1_000;

export const auditRow = (event: StoredAuditEvent, serverNames: ReadonlyMap<string, string>): AuditRow => ({
  id: event.id,
  at: event.at.toISOString(),
  server: { id: event.serverId, name: serverNames.get(event.serverId) ?? "A deleted server" },
  releaseId: event.releaseId,
  tool: event.tool === "" ? null : event.tool,
  method: event.method === "" ? null : event.method,
  path: event.pathTemplate === "" ? null : event.pathTemplate,
  outcome: event.outcome,
  upstreamStatus: event.upstreamStatus,
  durationMs: event.durationUs / microsecondsPerMs,
  upstreamMs: event.upstreamUs === 0 ? null : event.upstreamUs / microsecondsPerMs,
  bytesIn: event.bytesIn,
  bytesOut: event.bytesOut,
  retries: event.retries,
  redactions: event.redactions,
  client: event.clientName === "" ? null : `${event.clientName} ${event.clientVersion}`.trim(),
  connection: event.connectionHash === "" ? null : event.connectionHash,
  requestId: event.requestId,
});

export const readServerNames = async (tx: WorkspaceTx): Promise<ReadonlyMap<string, string>> =>
  new Map((await listServers(tx)).map(({ id, name }) => [id, name]));

/** The dashboard's filter in the store's terms. `failed` as an outcome means everything but `ok`. */
export const readFilter = async (
  tx: WorkspaceTx,
  filter: AuditFilter,
): Promise<Omit<ListAuditEventsInput, "limit">> => {
  const serverId = filter.server === undefined ? undefined : await readServerId(tx, filter.server);
  return {
    ...(serverId && { serverId }),
    ...(filter.tool !== undefined && { tool: filter.tool }),
    ...(filter.client !== undefined && { clientName: filter.client }),
    // Events keep an empty text where nothing was named.
    ...(filter.without === "tool" && { tool: "" }),
    ...(filter.without === "client" && { clientName: "" }),
    ...(filter.request !== undefined && { requestId: filter.request }),
    ...(filter.connection !== undefined && { connectionHash: filter.connection }),
    ...(filter.from !== undefined && { from: new Date(filter.from) }),
    ...(filter.to !== undefined && { to: new Date(filter.to) }),
    ...(filter.outcome === "failed" && { failedOnly: true }),
    ...(filter.outcome !== undefined && filter.outcome !== "failed" && { outcomes: [readOutcome(filter.outcome)] }),
  };
};

const readServerId = async (tx: WorkspaceTx, ref: string): Promise<ServerId> => {
  const server = await getServer(tx, ref);
  if (!server) throw new ServiceError("invalid_input", { message: "There is no such server.", at: "server" });
  return server.id;
};

const readOutcome = (text: string): AuditOutcome => {
  const outcome = auditOutcomes.find((known) => known === text);
  if (!outcome) throw new ServiceError("invalid_input", { message: "There is no such outcome.", at: "outcome" });
  return outcome;
};
