import type { ReleaseId, ServerId, WorkspaceId } from "@breezeway/core";
import type { LiveServerRow, RevokedConnection, UsableAccessKey } from "@breezeway/db";
import type { StoredRelease } from "./compile-release.ts";

/** What the data plane reads of published servers. Every function may throw `unavailable`. */
export interface LiveSource {
  readonly findServer: (slugs: {
    readonly workspaceSlug: string;
    readonly serverSlug: string;
  }) => Promise<LiveServerRow | undefined>;
  readonly listServers: (serverIds: readonly ServerId[]) => Promise<readonly LiveServerRow[]>;
  readonly release: (workspaceId: WorkspaceId, releaseId: ReleaseId) => Promise<StoredRelease | undefined>;
  /** What stands beside the release: revocations and keys. */
  readonly doors: (
    workspaceId: WorkspaceId,
    serverId: ServerId,
  ) => Promise<{ readonly revoked: readonly RevokedConnection[]; readonly accessKeys: readonly UsableAccessKey[] }>;
}
