import { collectDefaultMetrics, Counter, Gauge, Registry } from "prom-client";
import type { AuditOutcome } from "../audit/audit-event.ts";
import { createHistogram } from "./histogram.ts";

/** What the data plane counts. Labels are closed sets: no tenant, tool or client can make a new series. */
export interface Metrics {
  readonly call: (input: {
    readonly outcome: AuditOutcome;
    readonly era: string;
    readonly durationUs: number;
    readonly upstreamUs: number;
  }) => void;
  readonly answered: (status: number) => void;
  readonly shed: () => void;
  readonly auditFull: () => void;
  readonly auditLost: () => void;
  readonly write: () => Promise<string>;
  readonly contentType: string;
}

/** Values read when metrics are asked for. */
export interface Readings {
  readonly inFlight: () => number;
  readonly heldBodyBytes: () => number;
  readonly auditQueue: () => { readonly events: number; readonly bytes: number };
  readonly openCircuits: () => number;
  readonly cachedReleases: () => { readonly count: number; readonly bytes: number };
  readonly feedAgeMs: () => number;
}

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

export const createMetrics = (readings: Readings): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "breezeway_runtime_" });
  const calls = new Counter({
    name: "breezeway_tool_calls_total",
    help: "Tool calls by outcome.",
    labelNames: ["outcome", "era"],
    registers,
  });
  const duration = createHistogram(registry, {
    name: "breezeway_tool_call_seconds",
    help: "Time of a tool call.",
    buckets: seconds,
  });
  const own = createHistogram(registry, {
    name: "breezeway_tool_call_own_seconds",
    help: "Time of a tool call without the upstream's part.",
    buckets: [0.0005, 0.001, 0.0025, ...seconds],
  });
  const answers = new Counter({
    name: "breezeway_mcp_responses_total",
    help: "Answers of MCP endpoints by HTTP status.",
    labelNames: ["status"],
    registers,
  });
  const shed = new Counter({
    name: "breezeway_shed_total",
    help: "Requests refused because the process was too busy.",
    registers,
  });
  const full = new Counter({
    name: "breezeway_audit_refused_total",
    help: "Calls refused because the audit queue was full.",
    registers,
  });
  const lost = new Counter({
    name: "breezeway_audit_unrecorded_total",
    help: "Strict mode: calls answered as executed but not yet recorded.",
    registers,
  });
  gauge(registry, "breezeway_in_flight", "Requests being answered.", readings.inFlight);
  gauge(registry, "breezeway_held_body_bytes", "Large request bodies in memory.", readings.heldBodyBytes);
  gauge(registry, "breezeway_audit_queue_events", "Audit events not yet written.", () => readings.auditQueue().events);
  gauge(
    registry,
    "breezeway_audit_queue_bytes",
    "Memory taken by audit events not yet written.",
    () => readings.auditQueue().bytes,
  );
  gauge(
    registry,
    "breezeway_open_circuits",
    "Upstreams that are not called because they were down.",
    readings.openCircuits,
  );
  gauge(registry, "breezeway_releases_cached", "Releases held in memory.", () => readings.cachedReleases().count);
  gauge(
    registry,
    "breezeway_releases_cached_bytes",
    "Memory taken by releases.",
    () => readings.cachedReleases().bytes,
  );
  gauge(
    registry,
    "breezeway_change_feed_age_seconds",
    "Time since the change feed was last read to its end.",
    () => readings.feedAgeMs() / 1_000,
  );

  // Label look-ups hash; the few combinations there are get kept.
  const counted = new Map<string, Counter.Internal>();
  const keptCounter = (counter: Counter, labels: Record<string, string>, key: string): Counter.Internal => {
    const known = counted.get(key);
    if (known !== undefined) return known;
    const made = counter.labels(labels);
    counted.set(key, made);
    return made;
  };

  return {
    call: ({ outcome, era, durationUs, upstreamUs }) => {
      keptCounter(calls, { outcome, era }, `${outcome} ${era}`).inc();
      duration.observe(durationUs / 1e6);
      own.observe((durationUs - upstreamUs) / 1e6);
    },
    answered: (status) => keptCounter(answers, { status: String(status) }, `${status}`).inc(),
    shed: () => shed.inc(),
    auditFull: () => full.inc(),
    auditLost: () => lost.inc(),
    write: () => registry.metrics(),
    contentType: registry.contentType,
  };
};

const gauge = (registry: Registry, name: string, help: string, read: () => number): void => {
  registry.registerMetric(
    new Gauge({
      name,
      help,
      registers: [],
      collect() {
        this.set(read());
      },
    }),
  );
};
