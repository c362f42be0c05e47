import { generateKeyringEntry, parseKeyring, Secret, createEgress, createLogger } from "@breezeway/core";
import type { Keyring, ReleaseId, ReleaseManifest } from "@breezeway/core";
import type { AuditEvent, AuditIntent, Sighting } from "@breezeway/db";
import { createMemoryRateLimiter } from "../admit/rate-limiter.ts";
import { composeDataPlane } from "../compose-data-plane.ts";
import type { DataPlane, DataPlaneDeps } from "../compose-data-plane.ts";
import { stored } from "./manifest.ts";

export interface TestPlane extends DataPlane {
  readonly keyring: Keyring;
  readonly events: AuditEvent[];
  readonly intents: AuditIntent[];
  readonly sightings: Sighting[];
  readonly refusedMarks: string[];
  readonly logLines: string[];
  /** Publishes another manifest in the place of the present one. */
  readonly publish: (next: ReleaseManifest) => void;
  /** Makes a manifest the draft. */
  readonly draft: (next: ReleaseManifest) => ReleaseId;
  /** Takes what is live away; the draft stays. */
  readonly unpublish: () => void;
  /** As "revoke all" does. */
  readonly raiseEpoch: () => void;
  readonly deny: (hash: string) => void;
  readonly stopServer: () => void;
  readonly advance: (ms: number) => void;
  readonly flush: () => Promise<void>;
}

export const testConfig: DataPlaneDeps["config"] = {
  environment: "production",
  publicUrl: "https://mcp.example.com",
  dashboardUrl: "https://breezeway.example.com",
  connectionHashKey: Secret.of(Buffer.alloc(32, 7).toString("base64")),
  auditMode: "relaxed",
  maxStaleMs: 300_000,
  trustedProxies: [],
  maxHeldBodyBytes: 268_435_456,
  maxRefusalsPerMinute: 600,
};

/** A whole data plane over memory, with a real way out. */
export const startTestPlane = (first: ReleaseManifest, overrides: Partial<DataPlaneDeps> = {}): TestPlane => {
  const ring = parseKeyring(generateKeyringEntry(Date.now()));
  if (!ring.ok) throw new Error("The test keyring is unreadable.");
  let offsetMs = 0;
  const clock = (): number => Date.now() + offsetMs;
  const state = {
    manifest: first,
    release: stored(first),
    draft: undefined as ReturnType<typeof stored> | undefined,
    isPublished: true,
    epoch: 0,
    revoked: [] as string[],
    stopped: false,
  };
  const events: AuditEvent[] = [];
  const intents: AuditIntent[] = [];
  const sightings: Sighting[] = [];
  const refusedMarks: string[] = [];
  const logLines: string[] = [];
  const row = () => ({
    workspaceId: state.manifest.workspace.id,
    serverId: state.manifest.server.id,
    releaseId: state.isPublished ? state.release.id : undefined,
    draftReleaseId: state.draft?.id,
    epoch: state.epoch,
    stopped: state.stopped,
  });
  const plane = composeDataPlane({
    config: testConfig,
    keyring: ring.keyring,
    egress: createEgress({ allowHttp: true, allowedPrivateNetworks: ["127.0.0.0/8"] }),
    log: createLogger({ level: "info", name: "test", destination: { write: (line) => void logLines.push(line) } }),
    clock,
    live: {
      findServer: ({ workspaceSlug, serverSlug }) =>
        Promise.resolve(workspaceSlug === "acme" && serverSlug === "wiki" ? row() : undefined),
      listServers: () => Promise.resolve([row()]),
      release: (_workspaceId, id) => Promise.resolve(id === state.draft?.id ? state.draft : state.release),
      doors: () =>
        Promise.resolve({
          revoked: state.revoked.map((hash) => ({ hash: hash as never, deniedUntilMs: Infinity })),
          accessKeys: [],
        }),
    },
    secrets: {
      credential: () => Promise.resolve(Secret.of("shared-secret-not-real")),
      provider: () => Promise.resolve(undefined),
      markRefused: (_server, id) => {
        refusedMarks.push(id);
        return Promise.resolve();
      },
    },
    audit: {
      writeIntents: (batch) => Promise.resolve(void intents.push(...batch)),
      writeEvents: (batch) => Promise.resolve(void events.push(...batch)),
    },
    recordSightings: (batch) => Promise.resolve(void sightings.push(...batch)),
    touchAccessKeys: () => Promise.resolve(),
    limiter: createMemoryRateLimiter(clock),
    lastCaughtUpAt: clock,
    ...overrides,
  });
  return {
    ...plane,
    keyring: ring.keyring,
    events,
    intents,
    sightings,
    refusedMarks,
    logLines,
    publish: (next) => {
      state.manifest = next;
      state.release = stored(next);
    },
    draft: (next) => {
      state.draft = stored(next);
      return state.draft.id;
    },
    unpublish: () => void (state.isPublished = false),
    raiseEpoch: () => void (state.epoch += 1),
    deny: (hash) => void state.revoked.push(hash),
    stopServer: () => void (state.stopped = true),
    advance: (ms) => void (offsetMs += ms),
    flush: () => plane.drain(),
  };
};
