import type { Logger } from "@breezeway/core";
import { bytesOfEvent } from "./audit-event.ts";
import type { AuditEvent, AuditIntent, AuditSink } from "./audit-event.ts";
import { createGroupCommit } from "./group-commit.ts";

/** Records calls. `relaxed`: within 100 ms. `strict`: the intent before the upstream is called, the outcome before the answer. */
export interface AuditRecorder {
  /** Before the upstream is called. `full`: refuse the call. `unreachable`: strict mode could not make the intent durable. */
  readonly begin: (intent: AuditIntent) => Promise<"ready" | "full" | "unreachable"> | "ready" | "full";
  /** After the call. `lost`: strict mode could not make the outcome durable yet; the event stays queued. */
  readonly end: (event: AuditEvent) => Promise<"recorded" | "lost"> | "recorded";
  /** After a call that was refused because it could not be recorded: nobody waits for that record a second time. */
  readonly note: (event: AuditEvent) => void;
  readonly flush: () => Promise<void>;
  readonly queue: () => { readonly events: number; readonly bytes: number };
}

export interface RecorderOptions {
  readonly mode: "relaxed" | "strict";
  readonly sink: AuditSink;
  readonly log: Logger;
  readonly onFull: () => void;
  readonly maxQueueBytes?: number;
}

const defaultQueueBytes = 64 * 1_024 * 1_024;
// Half of the promised 100 ms: the write itself takes the rest.
const flushDelayMs = 50;
// As long as one query may take: a call waits for its own record alone, whatever is written before it.
const waitMs = 2_000;
// Calls in flight when the last room was given out must still find some.
const reservedShare = 1.05;

export const createRecorder = ({
  mode,
  sink,
  log,
  onFull,
  maxQueueBytes = defaultQueueBytes,
}: RecorderOptions): AuditRecorder => {
  const events = createGroupCommit<AuditEvent>({
    write: sink.writeEvents,
    bytesOf: bytesOfEvent,
    maxBytes: maxQueueBytes * reservedShare,
    delayMs: flushDelayMs,
    waitMs,
    keep: true,
    onError: (error, count) =>
      log.error(
        { error, count, component: "audit" },
        "Audit events could not be written; they are kept and tried again.",
      ),
  });
  const intents = createGroupCommit<AuditIntent>({
    write: sink.writeIntents,
    bytesOf: bytesOfEvent,
    maxBytes: maxQueueBytes,
    delayMs: 0,
    waitMs,
    keep: false,
    onError: (error, count) =>
      log.error({ error, count, component: "audit" }, "Audit intents could not be written; their calls were refused."),
  });

  const refuse = (): "full" => {
    onFull();
    log.error({ component: "audit", queued: events.queuedCount() }, "The audit queue is full; calls are refused.");
    return "full";
  };

  return {
    begin: (intent) => {
      if (events.queuedBytes() >= maxQueueBytes) return refuse();
      if (mode === "relaxed") return "ready";
      return intents.addDurably(intent).then(
        () => "ready" as const,
        () => "unreachable" as const,
      );
    },
    end: (event) => {
      if (mode === "relaxed") {
        if (!events.add(event)) refuse();
        return "recorded";
      }
      return events.addDurably(event).then(
        () => "recorded" as const,
        () => "lost" as const,
      );
    },
    note: (event) => {
      if (!events.add(event)) refuse();
    },
    flush: events.flush,
    queue: () => ({ events: events.queuedCount(), bytes: events.queuedBytes() }),
  };
};
