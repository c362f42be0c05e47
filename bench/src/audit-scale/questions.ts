import type { ServerId } from "@breezeway/core";
import {
  countCallsByServer,
  listAuditEvents,
  operatorRankings,
  readActivity,
  readOperatorActivity,
  readOperatorBusiest,
  readOperatorOutcomes,
  readOutcomesOverTime,
  readRolledActivity,
  readTopValues,
} from "@breezeway/db";
import type { AuditCursor, Database, ListAuditEventsInput, StoredAuditEvent, WorkspaceTx } from "@breezeway/db";
import { scaleWorkspace } from "./fill.ts";

/** One thing that the dashboard asks of the database, and the time it should take. */
export interface Question {
  readonly name: string;
  readonly wantedMs: number;
  readonly ask: (control: Database) => Promise<number>;
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

/** Long enough to measure what would be refused. */
const patience = { deadlineMs: 300_000 };

const rowsOf =
  (run: (tx: WorkspaceTx) => Promise<readonly unknown[]>): Question["ask"] =>
  async (control) =>
    (await control.inWorkspace({ workspaceId: scaleWorkspace }, run, patience)).length;

const page = (filter: Omit<ListAuditEventsInput, "limit">): Question["ask"] =>
  rowsOf((tx) => listAuditEvents(tx, { ...filter, limit: pageRows }));

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
type Range = keyof typeof ranges;

const scopeOf = (range: Range, now: Date) => ({ from: new Date(now.getTime() - ranges[range] * hourMs), to: now });
const stepOf = (range: Range): "minute" | "hour" | "day" =>
  range === "1 h" ? "minute" : range === "30 d" ? "day" : "hour";

export const activityQuestions = (now: Date): readonly Question[] =>
  (Object.keys(ranges) as Range[]).flatMap((range) => {
    const scope = scopeOf(range, now);
    const step = stepOf(range);
    const top = (dimension: "tool" | "client" | "connection", limit: number): Question => ({
      name: `top ${dimension}s, ${range}`,
      wantedMs: activityMs,
      ask: rowsOf(async (tx) => (await readTopValues(tx, { ...scope, dimension, limit })).top),
    });
    return [
      {
        name: `calls over time, ${range}`,
        wantedMs: activityMs,
        ask: rowsOf((tx) =>
          step === "minute" ? readActivity(tx, { ...scope, step }) : readRolledActivity(tx, { ...scope, step }),
        ),
      },
      {
        name: `outcomes over time, ${range}`,
        wantedMs: activityMs,
        ask: rowsOf((tx) => readOutcomesOverTime(tx, { ...scope, step })),
      },
      top("tool", 10),
      top("client", 10),
      top("connection", 10),
      { name: `servers, ${range}`, wantedMs: activityMs, ask: rowsOf((tx) => countCallsByServer(tx, scope)) },
    ];
  });

/** The same over all workspaces, as the operator sees it. */
export const operatorQuestions = (now: Date): readonly Question[] =>
  (Object.keys(ranges) as Range[]).flatMap((range) => {
    const input = { ...scopeOf(range, now), step: stepOf(range) };
    return [
      {
        name: `operator: calls over time, ${range}`,
        wantedMs: activityMs,
        ask: async (control: Database) =>
          (await control.unscoped((tx) => readOperatorActivity(tx, input), patience)).length,
      },
      {
        name: `operator: outcomes over time, ${range}`,
        wantedMs: activityMs,
        ask: async (control: Database) =>
          (await control.unscoped((tx) => readOperatorOutcomes(tx, input), patience)).length,
      },
      ...operatorRankings.map((of) => ({
        name: `operator: busiest ${of}s, ${range}`,
        wantedMs: activityMs,
        ask: async (control: Database) =>
          (await control.unscoped((tx) => readOperatorBusiest(tx, { ...input, of, limit: 10 }), patience)).length,
      })),
    ];
  });
