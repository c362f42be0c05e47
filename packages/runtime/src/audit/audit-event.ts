import type { AuditEvent, AuditIntent } from "@breezeway/db";

export type { AuditEvent, AuditIntent, AuditOutcome } from "@breezeway/db";

/** Where events are made durable. Each call is one transaction. */
export interface AuditSink {
  readonly writeIntents: (intents: readonly AuditIntent[]) => Promise<void>;
  readonly writeEvents: (events: readonly AuditEvent[]) => Promise<void>;
}

const fixedBytes = 480;

/** About what one event takes in the queue. */
export const bytesOfEvent = (event: AuditIntent): number =>
  fixedBytes +
  2 * (event.tool.length + event.pathTemplate.length + event.clientName.length + event.clientVersion.length);
