import type { ServerId } from "@breezeway/core";
import { countCallsByServer, listAuditEvents, readActivity, readRolledActivity, readTopValues } from "@breezeway/db";
import type { AuditCursor, ListAuditEventsInput, StoredAuditEvent, WorkspaceTx } from "@breezeway/db";

/** One thing that the dashboard asks of the database, and the time it should take. */
export interface Question {
  readonly name: string;
  readonly wantedMs: number;
  readonly ask: (tx: WorkspaceTx) => Promise<number>;
}

const pageRows = 51;
const firstPageMs = 100;
const activityMs = 2_000;
const hourMs = 3_600_000;

/** What is asked about: values that exist in the middle of the filled data. */
export interface Sample {
  readonly serverId: ServerId;
  readonly quietServerId: ServerId;
  readonly event: Pick<StoredAuditEvent, "connectionHash" | "requestId" | "tool" | "clientName">;
  readonly rareConnection: string;
  readonly middle: AuditCursor;
  readonly newest: AuditCursor;
}

const page =
  (filter: Omit<ListAuditEventsInput, "limit">) =>
  async (tx: WorkspaceTx): Promise<number> =>
    (await listAuditEvents(tx, { ...filter, limit: pageRows })).length;

export const auditQuestions = (sample: Sample): readonly Question[] => {
  const { event, serverId, quietServerId, middle, newest } = sample;
  const week = { from: new Date(middle.at.getTime() - 7 * 24 * hourMs), to: middle.at };
  const filters: Readonly<Record<string, Omit<ListAuditEventsInput, "limit">>> = {
    unfiltered: {},
    "one server": { serverId },
    "a server of few calls": { serverId: quietServerId },
    "a tool": { tool: event.tool },
    "a tool of one server": { serverId: quietServerId, tool: event.tool },
    "a tool that nobody called": { tool: "absent" },
    "failures only": { failedOnly: true },
    "one outcome": { outcomes: ["invalid_arguments"] },
    "an outcome that never happened": { outcomes: ["internal_error"] },
    "one outcome of a server": { serverId: quietServerId, outcomes: ["invalid_arguments"] },
    "a client": { clientName: event.clientName },
    "a client that never called": { clientName: "absent" },
    "a client that never called one server": { serverId: quietServerId, clientName: "absent" },
    "a connection": { connectionHash: event.connectionHash },
    "a connection of one call in a thousand": { connectionHash: sample.rareConnection },
    "a connection that never called": { connectionHash: "0".repeat(32) },
    "a request id": { requestId: event.requestId },
    "a request id that does not exist": { requestId: "req_absent" },
    "a week of the past": week,
    "a client that never called, a week": { ...week, clientName: "absent" },
    "next page, in the middle": { before: middle },
    "next page of one server": { before: middle, serverId },
    "next page of failures": { before: middle, failedOnly: true },
    "next page of a client": { before: middle, clientName: event.clientName },
    "live tail": { after: newest },
    "live tail of a server": { after: newest, serverId },
  };
  return Object.entries(filters).map(([name, filter]) => ({ name, wantedMs: firstPageMs, ask: page(filter) }));
};

const ranges = { "1 h": 1, "24 h": 24, "7 d": 7 * 24, "30 d": 30 * 24 } as const;

export const activityQuestions = (now: Date): readonly Question[] =>
  Object.entries(ranges).flatMap(([range, hours]) => {
    const scope = { from: new Date(now.getTime() - hours * hourMs), to: now };
    const top = (dimension: "tool" | "client" | "connection" | "outcome", limit: number): Question => ({
      name: `top ${dimension}s, ${range}`,
      wantedMs: activityMs,
      ask: async (tx) => (await readTopValues(tx, { ...scope, dimension, limit })).top.length,
    });
    return [
      {
        name: `calls over time, ${range}`,
        wantedMs: activityMs,
        ask: async (tx: WorkspaceTx) =>
          (hours === 1
            ? await readActivity(tx, { ...scope, step: "minute" })
            : await readRolledActivity(tx, { ...scope, step: hours === 30 * 24 ? "day" : "hour" })
          ).length,
      },
      top("tool", 10),
      top("client", 10),
      top("connection", 10),
      top("outcome", 50),
      {
        name: `servers, ${range}`,
        wantedMs: activityMs,
        ask: async (tx: WorkspaceTx) => (await countCallsByServer(tx, scope)).length,
      },
    ];
  });
