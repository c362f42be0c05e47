// Drafts as this process knows them. Each request reads the server's present state, so a stop, a newer draft and a
// deletion hold at once; only compiled releases are kept, and none is reached without a ticket that names it.
import type { DraftTicketClaims, ReleaseId } from "@breezeway/core";
import { draftUrl } from "@breezeway/core";
import { LRUCache } from "lru-cache";
import { compileRelease } from "../live/compile-release.ts";
import type { CompiledRelease, LiveServer } from "../live/live-server.ts";
import type { LiveSource } from "../live/live-source.ts";

export interface DraftAddress {
  readonly workspaceSlug: string;
  readonly serverSlug: string;
}

export interface DraftServers {
  /** The draft that the ticket was made for, while it is the server's draft. Throws `unavailable` without Postgres. */
  readonly find: (address: DraftAddress, claims: DraftTicketClaims) => Promise<LiveServer | undefined>;
}

export interface DraftServersOptions {
  readonly source: Pick<LiveSource, "findServer" | "release">;
  readonly publicUrl: string;
  readonly maxBytes: number;
}

const nothing = { revoked: new Set<string>(), accessKeys: new Map<string, never>() };

export const createDraftServers = ({ source, publicUrl, maxBytes }: DraftServersOptions): DraftServers => {
  const compiled = new LRUCache<ReleaseId, CompiledRelease>({
    maxSize: maxBytes,
    sizeCalculation: (release) => release.bytes,
  });

  const load = async ({ workspaceId, releaseId }: DraftTicketClaims): Promise<CompiledRelease | undefined> => {
    const known = compiled.get(releaseId);
    if (known !== undefined) return known;
    const stored = await source.release(workspaceId, releaseId);
    if (stored === undefined) return undefined;
    const release = compileRelease(stored, { isDraft: true });
    compiled.set(releaseId, release);
    return release;
  };

  return {
    find: async (address, claims) => {
      const row = await source.findServer(address);
      if (row === undefined || row.workspaceId !== claims.workspaceId || row.serverId !== claims.serverId)
        return undefined;
      if (row.draftReleaseId !== claims.releaseId || claims.epoch < row.epoch) return undefined;
      const release = await load(claims);
      if (release === undefined) return undefined;
      const { workspaceId, serverId, epoch, stopped } = row;
      return {
        workspaceId,
        serverId,
        ...address,
        resourceUrl: draftUrl({ publicUrl, ...address }),
        epoch,
        stopped,
        release,
        ...nothing,
      };
    },
  };
};
