import { accessKeyId, hashToken, newToken } from "@breezeway/core";
import { insertAccessKey, listServerAccessKeys } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { readServer } from "../server/read-server.ts";

const dayMs = 24 * 3_600_000;
const shownCharacters = 10;

/** The secret is in this answer and nowhere else: only its hash is stored. */
export const createKey = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly name: string; readonly expiresInDays: number | null };
}): Promise<RouteOutput<"createAccessKey">> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server);
    const keys = await listServerAccessKeys(tx, server.id);
    checkRoom("accessKeys", keys.filter(({ revokedAt }) => revokedAt === null).length);
    const secret = newToken("bwk").reveal();
    const id = accessKeyId.create();
    const prefix = secret.slice(0, shownCharacters);
    const expiresAt = input.expiresInDays === null ? null : new Date(now.getTime() + input.expiresInDays * dayMs);
    await insertAccessKey(tx, {
      id,
      serverId: server.id,
      name: input.name,
      prefix,
      keyHash: hashToken(secret),
      createdBy: ctx.actor.userId,
      expiresAt,
      now,
    });
    return {
      result: {
        key: {
          id,
          name: input.name,
          prefix,
          createdAt: now.toISOString(),
          createdBy: ctx.actor.name,
          expiresAt: expiresAt?.toISOString() ?? null,
          lastUsedAt: null,
          revokedAt: null,
        },
        secret,
      },
      changes: [
        {
          kind: "access_key.created",
          subject: input.name,
          serverId: server.id,
          after: { key: id, prefix, expiresAt: expiresAt?.toISOString() ?? null },
        },
      ],
      feed: [{ serverId: server.id, kind: "access_key.created", payload: { accessKeyId: id } }],
    };
  });
