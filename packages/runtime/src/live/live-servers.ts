// Published servers as this process knows them. Answers from memory, follows the change feed, goes on when Postgres is
// away, and answers 503 once it has been away for so long that a revocation may have been missed.
import { ServiceError, slugSchema } from "@breezeway/core";
import type { Clock, ReleaseId, ServerId } from "@breezeway/core";
import type { Change, LiveServerRow } from "@breezeway/db";
import { LRUCache } from "lru-cache";
import { compileRelease } from "./compile-release.ts";
import type { CompiledRelease, LiveServer } from "./live-server.ts";
import type { LiveSource } from "./live-source.ts";

export interface LiveServers {
  /** Synchronous where the server is known. Throws, or rejects with, `unavailable`. */
  readonly find: (
    workspaceSlug: string,
    serverSlug: string,
  ) => LiveServer | undefined | Promise<LiveServer | undefined>;
  /** What is in memory already; asks nobody. */
  readonly known: (workspaceSlug: string, serverSlug: string) => LiveServer | undefined;
  readonly onChanges: (changes: readonly Change[]) => Promise<void>;
  readonly onReset: () => Promise<void>;
  readonly size: () => { readonly count: number; readonly bytes: number };
}

export interface LiveServersOptions {
  readonly source: LiveSource;
  readonly publicUrl: string;
  readonly clock: Clock;
  readonly maxBytes: number;
  readonly maxStaleMs: number;
  /** Of the change feed; epoch milliseconds. */
  readonly lastCaughtUpAt: () => number | undefined;
}

const maxUnknown = 10_000;
const unknownTtlMs = 5_000;
const maxReloads = 3;
const maxFailedRefreshes = 3;
const staleRetrySeconds = 10;

export const createLiveServers = (options: LiveServersOptions): LiveServers => {
  const { source } = options;
  const paths = new Map<ServerId, string>();
  const servers = new LRUCache<string, LiveServer>({
    maxSize: options.maxBytes,
    sizeCalculation: (server) => server.release.bytes,
    dispose: (server, _path, reason) => {
      if (reason === "set") return;
      paths.delete(server.serverId);
      failedRefreshes.delete(server.serverId);
    },
  });
  const unknown = new LRUCache<string, true>({ max: maxUnknown, ttl: unknownTtlMs });
  const loading = new Map<string, Promise<LiveServer | undefined>>();
  const failedRefreshes = new Map<ServerId, number>();
  let changesSeen = 0;

  const assemble = async (
    row: LiveServerRow,
    slugs: Slugs,
    known?: CompiledRelease,
  ): Promise<LiveServer | undefined> => {
    if (row.releaseId === undefined) return undefined;
    const [release, doors] = await Promise.all([
      known?.id === row.releaseId ? known : loadCompiled(source, row, row.releaseId),
      source.doors(row.workspaceId, row.serverId),
    ]);
    if (release === undefined) return undefined;
    return {
      workspaceId: row.workspaceId,
      serverId: row.serverId,
      ...slugs,
      resourceUrl: `${options.publicUrl}/mcp/${slugs.workspaceSlug}/${slugs.serverSlug}`,
      epoch: row.epoch,
      stopped: row.stopped,
      release,
      revoked: new Set(doors.revoked.map(({ hash }) => hash)),
      accessKeys: new Map(doors.accessKeys.map((key) => [key.hash, toLiveKey(key)])),
    };
  };

  const keep = (path: string, server: LiveServer): void => {
    servers.set(path, server);
    paths.set(server.serverId, path);
  };

  const load = async (path: string, slugs: Slugs): Promise<LiveServer | undefined> => {
    for (let round = 0; ; round += 1) {
      const before = changesSeen;
      const row = await source.findServer(slugs);
      const server = row === undefined ? undefined : await assemble(row, slugs);
      // A change that came while reading may be missing from what was read.
      if (before !== changesSeen && round < maxReloads) continue;
      if (server === undefined) unknown.set(path, true);
      else keep(path, server);
      return server;
    }
  };

  const find = (
    workspaceSlug: string,
    serverSlug: string,
  ): LiveServer | undefined | Promise<LiveServer | undefined> => {
    assertFresh(options);
    const path = `${workspaceSlug}/${serverSlug}`;
    const known = servers.get(path);
    if (known !== undefined) return known;
    // Anything may stand in an address, also what Postgres takes for no text at all.
    if (unknown.has(path) || !isSlug(workspaceSlug) || !isSlug(serverSlug)) return undefined;
    const running = loading.get(path);
    if (running !== undefined) return running;
    const started = load(path, { workspaceSlug, serverSlug }).finally(() => loading.delete(path));
    loading.set(path, started);
    return started;
  };

  const refreshOne = async (serverId: ServerId, row: LiveServerRow | undefined): Promise<void> => {
    const path = paths.get(serverId);
    const old = path === undefined ? undefined : servers.peek(path);
    if (path === undefined || old === undefined) return;
    try {
      const fresh = row === undefined ? undefined : await assemble(row, slugsOf(old), old.release);
      if (fresh === undefined) servers.delete(path);
      else keep(path, fresh);
      failedRefreshes.delete(serverId);
    } catch (error) {
      const failed = (failedRefreshes.get(serverId) ?? 0) + 1;
      failedRefreshes.set(serverId, failed);
      if (failed < maxFailedRefreshes) throw error;
      // One server that cannot be loaded must not keep the changes of all others back: it is loaded when next asked for.
      servers.delete(path);
    }
  };

  const refresh = async (serverIds: readonly ServerId[]): Promise<void> => {
    if (serverIds.length === 0) return;
    const rows = new Map((await source.listServers(serverIds)).map((row) => [row.serverId, row]));
    const ended = await Promise.allSettled(serverIds.map(async (serverId) => refreshOne(serverId, rows.get(serverId))));
    const failure = ended.find(({ status }) => status === "rejected");
    if (failure?.status === "rejected") throw failure.reason;
  };

  return {
    find,
    known: (workspaceSlug, serverSlug) => {
      assertFresh(options);
      return servers.get(`${workspaceSlug}/${serverSlug}`);
    },
    onChanges: async (changes) => {
      changesSeen += 1;
      unknown.clear();
      const workspaces = new Set(
        changes.flatMap((change) => (change.serverId === undefined ? [change.workspaceId] : [])),
      );
      const named = new Set(changes.map(({ serverId }) => serverId));
      const affected = [...servers.values()].filter(
        (server) => named.has(server.serverId) || workspaces.has(server.workspaceId),
      );
      await refresh(affected.map(({ serverId }) => serverId));
    },
    onReset: async () => {
      changesSeen += 1;
      unknown.clear();
      await refresh([...paths.keys()]);
    },
    size: () => ({ count: servers.size, bytes: servers.calculatedSize }),
  };
};

interface Slugs {
  readonly workspaceSlug: string;
  readonly serverSlug: string;
}

const isSlug = (text: string): boolean => slugSchema.safeParse(text).success;

const slugsOf = ({ workspaceSlug, serverSlug }: LiveServer): Slugs => ({ workspaceSlug, serverSlug });

const loadCompiled = async (
  source: LiveSource,
  row: LiveServerRow,
  releaseId: ReleaseId,
): Promise<CompiledRelease | undefined> => {
  const stored = await source.release(row.workspaceId, releaseId);
  return stored === undefined ? undefined : compileRelease(stored);
};

const toLiveKey = (key: Awaited<ReturnType<LiveSource["doors"]>>["accessKeys"][number]) => ({
  id: key.id,
  hash: key.hash,
  readOnly: key.limits.readOnly === true,
  ...(key.limits.tools !== undefined && { tools: new Set(key.limits.tools) }),
  ...(key.expiresAtMs !== undefined && { expiresAtMs: key.expiresAtMs }),
});

const assertFresh = ({ clock, lastCaughtUpAt, maxStaleMs }: LiveServersOptions): void => {
  const caughtUpAtMs = lastCaughtUpAt();
  if (caughtUpAtMs !== undefined && clock() - caughtUpAtMs <= maxStaleMs) return;
  throw new ServiceError("unavailable", {
    message: "This replica has lost touch with its database and cannot know of revocations. Try again soon.",
    retryAfterSeconds: staleRetrySeconds,
  });
};
