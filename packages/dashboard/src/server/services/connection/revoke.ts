import { isConnectionHash, ServiceError } from "@breezeway/core";
import { getConnection, revokeConnection } from "@breezeway/db";
import type { ConnectionRow } from "../../api/activity.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import { readServer } from "../server/read-server.ts";
import { connectionRow } from "./connection-view.ts";

/** Longer than any token of a connection lives. */
export const denyForMs = 400 * 24 * 3_600_000;

export const revokeOneConnection = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly connection: string };
}): Promise<ConnectionRow> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server);
    const { connection: hash } = input;
    const known = isConnectionHash(hash) ? await getConnection(tx, { serverId: server.id, hash }) : undefined;
    if (!known || !isConnectionHash(hash)) throw notFound();
    if (known.kind === "public")
      throw new ServiceError("conflict", {
        message: "All public callers are one connection. Ask for access keys, or stop the server.",
      });
    if (known.revokedAt !== null) return { result: connectionRow(known), changes: [] };
    await revokeConnection(tx, {
      serverId: server.id,
      hash,
      kind: known.kind,
      deniedUntilMs: now.getTime() + denyForMs,
    });
    return {
      result: connectionRow({ ...known, revokedAt: now }),
      changes: [
        {
          kind: "connection.revoked",
          subject: server.name,
          serverId: server.id,
          after: { connection: hash, client: known.clientName },
        },
      ],
    };
  });
