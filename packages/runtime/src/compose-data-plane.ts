import { randomBytes } from "node:crypto";
import { compileCidrs, createConnectionHasher } from "@breezeway/core";
import type { AuditEventId, Config, Egress, Keyring, Logger, RequestId } from "@breezeway/core";
import type { Change, Sighting } from "@breezeway/db";
import type { Hono } from "hono";
import { createAdmission } from "./admit/admit.ts";
import { createBodyBudget } from "./admit/body-budget.ts";
import { createOverloadGuard } from "./admit/overload.ts";
import { createRefusals } from "./admit/refusals.ts";
import type { RateLimiter } from "./admit/rate-limiter.ts";
import type { AuditSink } from "./audit/audit-event.ts";
import { createRecorder } from "./audit/recorder.ts";
import { createSightings } from "./audit/sightings.ts";
import { createCallTool } from "./call/call-tool.ts";
import { createDraftServers } from "./draft/draft-servers.ts";
import { createApp } from "./http/create-app.ts";
import type { DataPlaneApp } from "./http/create-app.ts";
import { createIdSource } from "./http/new-request-id.ts";
import { challengeReply } from "./http/respond.ts";
import { createIdentify } from "./identify/identify.ts";
import type { LiveSource } from "./live/live-source.ts";
import { createLiveServers } from "./live/live-servers.ts";
import type { LiveServers } from "./live/live-servers.ts";
import { createMetrics } from "./metrics/metrics.ts";
import { createInstallPage } from "./routes/install-page.ts";
import { createDraftRoute } from "./routes/draft.ts";
import { createMcpRoute } from "./routes/mcp.ts";
import { createCircuitBreaker } from "./upstream/circuit-breaker.ts";
import { createSend } from "./upstream/send.ts";
import { createSharedCredentials } from "./upstream/shared-credentials.ts";
import type { SecretSource } from "./upstream/shared-credentials.ts";

/** What stands behind the data plane: Postgres in a deployment, memory in tests. */
export interface DataPlanePorts {
  readonly live: LiveSource;
  readonly secrets: SecretSource;
  readonly audit: AuditSink;
  readonly recordSightings: (sightings: readonly Sighting[]) => Promise<void>;
  readonly touchAccessKeys: (uses: readonly { readonly id: string; readonly usedAtMs: number }[]) => Promise<void>;
  readonly limiter: RateLimiter;
  /** When the change feed was last read to its end; epoch milliseconds. */
  readonly lastCaughtUpAt: () => number | undefined;
}

export interface DataPlaneDeps extends DataPlanePorts {
  readonly config: Pick<
    Config,
    | "environment"
    | "publicUrl"
    | "dashboardUrl"
    | "connectionHashKey"
    | "auditMode"
    | "maxStaleMs"
    | "metricsToken"
    | "trustedProxies"
    | "maxHeldBodyBytes"
    | "maxRefusalsPerMinute"
  >;
  readonly keyring: Keyring;
  readonly egress: Egress;
  readonly log: Logger;
  readonly clock: () => number;
}

export interface DataPlane {
  readonly app: Hono;
  readonly mount: DataPlaneApp["mount"];
  readonly live: LiveServers;
  readonly onChanges: (changes: readonly Change[]) => Promise<void>;
  readonly onReset: () => Promise<void>;
  readonly start: () => void;
  /** Lets calls in flight end (20 s at most) and writes what is queued. */
  readonly drain: () => Promise<void>;
}

const maxReleaseBytes = 512 * 1_024 * 1_024;
const maxDraftBytes = 64 * 1_024 * 1_024;
const maxBodyBytes = 10 * 1_024 * 1_024;
const maxInFlight = 4_000;
const lagRules = { lagFromMs: 200, lagFullMs: 1_000 };
const drainMs = 20_000;
const drainPollMs = 20;

const now = (): number => performance.now();

const isOfSecrets = ({ kind }: Change): boolean => kind === "credential.changed" || kind === "provider.changed";

/** Puts the parts of the data plane together. */
export const composeDataPlane = (deps: DataPlaneDeps): DataPlane => {
  const { config, keyring, egress, log, clock } = deps;
  let isDraining = false;
  const overload = createOverloadGuard({ maxInFlight, ...lagRules, random: Math.random, now });
  const bodies = createBodyBudget(config.maxHeldBodyBytes);
  const breaker = createCircuitBreaker(clock);
  const live = createLiveServers({
    source: deps.live,
    publicUrl: config.publicUrl,
    clock,
    maxBytes: maxReleaseBytes,
    maxStaleMs: config.maxStaleMs,
    lastCaughtUpAt: deps.lastCaughtUpAt,
  });
  const recorder = createRecorder({ mode: config.auditMode, sink: deps.audit, log, onFull: () => metrics.auditFull() });
  const metrics = createMetrics({
    inFlight: overload.inFlight,
    heldBodyBytes: bodies.heldBytes,
    auditQueue: recorder.queue,
    openCircuits: breaker.openCount,
    cachedReleases: live.size,
    feedAgeMs: () => clock() - (deps.lastCaughtUpAt() ?? 0),
  });
  const shared = createSharedCredentials({
    source: deps.secrets,
    egress,
    clock,
    onError: (error) =>
      log.warn({ error, component: "credentials" }, "A refused credential could not be marked for its owner."),
  });
  const sightings = createSightings({ record: deps.recordSightings, touchKeys: deps.touchAccessKeys, clock, log });
  const newRequestId = createIdSource("req") as () => RequestId;
  const admission = createAdmission({ limiter: deps.limiter });
  const callTool = createCallTool({
    send: createSend({ egress, breaker, now }),
    shared,
    now,
    newBoundary: () => `breezeway-${randomBytes(16).toString("hex")}`,
    admission,
    recorder,
    sightings,
    metrics,
    clock,
    newEventId: createIdSource("evt") as () => AuditEventId,
    onDefect: (error, { requestId }) => log.error({ error, requestId }, "A tool call ended in a defect."),
  });
  const hashConnection = createConnectionHasher(config.connectionHashKey);
  const answering = {
    admission,
    overload,
    sightings,
    metrics,
    callTool,
    challengeReply,
    isTrustedProxy: compileCidrs(config.trustedProxies),
    maxBodyBytes,
    bodies,
    newRequestId,
    isDraining: () => isDraining,
    log,
  };
  const { app, mount } = createApp({
    mcp: createMcpRoute({
      ...answering,
      live,
      refusals: createRefusals(clock, config.maxRefusalsPerMinute),
      identify: createIdentify({ keyring, hashConnection, clock }),
      origins: {
        own: new Set([config.publicUrl, config.dashboardUrl]),
        allowLoopback: config.environment === "development",
      },
    }),
    draft: createDraftRoute({
      ...answering,
      drafts: createDraftServers({ source: deps.live, publicUrl: config.publicUrl, maxBytes: maxDraftBytes }),
      keyring,
      hashConnection,
      publicUrl: config.publicUrl,
      dashboardUrl: config.dashboardUrl,
      clock,
    }),
    installPage: createInstallPage({ live }),
    metrics,
    metricsToken: config.metricsToken,
    isReady: () => clock() - (deps.lastCaughtUpAt() ?? -Infinity) <= config.maxStaleMs,
    isDraining: () => isDraining,
    newRequestId,
    log,
  });
  return {
    app,
    mount,
    live,
    onChanges: async (changes) => {
      shared.forget(new Set(changes.filter(isOfSecrets).map(({ workspaceId }) => workspaceId)));
      await live.onChanges(changes);
    },
    onReset: async () => {
      shared.forget();
      await live.onReset();
    },
    start: sightings.start,
    drain: async () => {
      isDraining = true;
      const endsAt = now() + drainMs;
      while (overload.inFlight() > 0 && now() < endsAt)
        await new Promise((resolve) => setTimeout(resolve, drainPollMs));
      sightings.stop();
      overload.stop();
      await Promise.allSettled([sightings.flush(), recorder.flush(), deps.limiter.close()]);
    },
  };
};
