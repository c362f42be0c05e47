import { requestTokens } from "@breezeway/core";
import type { Clock, Egress, ProviderAccess, Secret } from "@breezeway/core";
import type { UpstreamCredential } from "../identify/caller.ts";
import type { LiveServer } from "../live/live-server.ts";

/** Where an owner's secrets come from; the data plane reads them, opened, by id. */
export interface SecretSource {
  readonly credential: (server: LiveServer, credentialId: string) => Promise<Secret | undefined>;
  readonly provider: (server: LiveServer, providerId: string) => Promise<ProviderAccess | undefined>;
  /** Notes for the owner that the upstream refused it. */
  readonly markRefused: (server: LiveServer, id: string) => Promise<void>;
}

export type SharedCredential =
  | { readonly ok: true; readonly credential: UpstreamCredential | null }
  /** `missing`: the owner has to set it again. `unavailable`: trying later can help. */
  | { readonly ok: false; readonly reason: "missing" | "unavailable" };

export interface SharedCredentials {
  readonly resolve: (server: LiveServer) => Promise<SharedCredential>;
  /** The upstream refused it: forget a fetched token, and tell the owner. */
  readonly refused: (server: LiveServer) => void;
  /** A provider or credential of these workspaces changed, or perhaps of any: read it again. */
  readonly forget: (workspaceIds?: ReadonlySet<string>) => void;
}

interface Kept {
  readonly workspaceId: string;
  readonly credential: Promise<SharedCredential>;
  readonly expiresAtMs: number;
}

const keptMs = 600_000;
const renewBeforeMs = 60_000;
const retryFailureMs = 2_000;
const markEveryMs = 60_000;

/** The owner's shared credential of each server, in memory only; a service account's token is renewed before it ends. */
export const createSharedCredentials = (deps: {
  readonly source: SecretSource;
  readonly egress: Egress;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}): SharedCredentials => {
  const kept = new Map<string, Kept>();
  const markedAt = new Map<string, number>();

  const keep = (key: string, server: LiveServer): Promise<SharedCredential> => {
    const loading = load(deps, server);
    const credential = loading.then(({ found }) => found);
    const nowMs = deps.clock();
    for (const [old, { expiresAtMs }] of kept) if (expiresAtMs <= nowMs) kept.delete(old);
    const { workspaceId } = server;
    const entry: Kept = { workspaceId, credential, expiresAtMs: nowMs + keptMs };
    kept.set(key, entry);
    // A change that came meanwhile has forgotten the entry; what was loaded before it must not come back.
    const replace = (next: Kept | undefined): void => {
      if (kept.get(key) !== entry) return;
      if (next === undefined) kept.delete(key);
      else kept.set(key, next);
    };
    loading.then(
      ({ expiresAtMs }) => replace({ workspaceId, credential, expiresAtMs }),
      () => replace(undefined),
    );
    return credential;
  };

  return {
    resolve: (server) => {
      if (server.release.manifest.credential.mode === "none") return noCredential;
      const key = keyOf(server);
      const known = kept.get(key);
      return known !== undefined && known.expiresAtMs > deps.clock() ? known.credential : keep(key, server);
    },
    refused: (server) => {
      const id = idOf(server);
      kept.delete(keyOf(server));
      if (id === undefined || deps.clock() - (markedAt.get(id) ?? 0) < markEveryMs) return;
      markedAt.set(id, deps.clock());
      deps.source.markRefused(server, id).catch(deps.onError);
    },
    forget: (workspaceIds) => {
      for (const [key, { workspaceId }] of kept)
        if (workspaceIds === undefined || workspaceIds.has(workspaceId)) kept.delete(key);
    },
  };
};

const noCredential: Promise<SharedCredential> = Promise.resolve({ ok: true, credential: null });

const keyOf = (server: LiveServer): string => `${server.workspaceId} ${server.serverId} ${server.release.id}`;

const idOf = ({ release }: LiveServer): string | undefined => {
  const { credential } = release.manifest;
  if ("credentialId" in credential) return credential.credentialId;
  return credential.mode === "client_credentials" ? credential.providerId : undefined;
};

interface Loaded {
  readonly found: SharedCredential;
  readonly expiresAtMs: number;
}

const load = async (
  { source, egress, clock }: { readonly source: SecretSource; readonly egress: Egress; readonly clock: Clock },
  server: LiveServer,
): Promise<Loaded> => {
  const settings = server.release.manifest.credential;
  const untilMs = clock() + keptMs;
  if (settings.mode === "client_credentials") return fetchToken({ source, egress, clock }, server, settings);
  if (settings.mode !== "api_key" && settings.mode !== "bearer" && settings.mode !== "basic")
    return { found: { ok: true, credential: null }, expiresAtMs: untilMs };
  const secret = await source.credential(server, settings.credentialId);
  if (secret === undefined) return { found: { ok: false, reason: "missing" }, expiresAtMs: clock() + retryFailureMs };
  const credential: UpstreamCredential =
    settings.mode === "api_key"
      ? { type: "api_key", placement: settings.placement, value: secret }
      : settings.mode === "bearer"
        ? { type: "bearer", token: secret }
        : { type: "basic", pair: secret };
  return { found: { ok: true, credential }, expiresAtMs: untilMs };
};

const fetchToken = async (
  { source, egress, clock }: { readonly source: SecretSource; readonly egress: Egress; readonly clock: Clock },
  server: LiveServer,
  settings: { readonly providerId: string; readonly scopes: readonly string[] },
): Promise<Loaded> => {
  const access = await source.provider(server, settings.providerId);
  const soon = clock() + retryFailureMs;
  if (access === undefined) return { found: { ok: false, reason: "missing" }, expiresAtMs: soon };
  const answer = await requestTokens(egress, access, { type: "client_credentials", scopes: settings.scopes });
  if (!answer.ok)
    return {
      found: { ok: false, reason: answer.reason === "unavailable" ? "unavailable" : "missing" },
      expiresAtMs: soon,
    };
  const lifetimeMs = (answer.tokens.expiresInSeconds ?? 3_600) * 1_000;
  return {
    found: { ok: true, credential: { type: "bearer", token: answer.tokens.accessToken } },
    expiresAtMs: clock() + Math.max(retryFailureMs, lifetimeMs - renewBeforeMs),
  };
};
