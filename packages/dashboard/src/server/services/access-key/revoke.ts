import { getAccessKey, revokeAccessKey } from "@breezeway/db";
import type { AccessKeyView } from "../../api/credentials.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import { readServer } from "../server/read-server.ts";
import { accessKeyView } from "./access-key-view.ts";

export const revokeKey = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly accessKeyId: string };
}): Promise<AccessKeyView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const server = await readServer(tx, input.server);
    const place = { serverId: server.id, id: input.accessKeyId };
    const isNews = await revokeAccessKey(tx, { ...place, now });
    const key = await getAccessKey(tx, place);
    if (!key) throw notFound();
    if (!isNews) return { result: accessKeyView(key), changes: [] };
    return {
      result: accessKeyView(key),
      changes: [
        {
          kind: "access_key.revoked",
          subject: key.name,
          serverId: server.id,
          before: { key: key.id, prefix: key.prefix },
        },
      ],
      feed: [{ serverId: server.id, kind: "access_key.revoked", payload: { accessKeyId: key.id } }],
    };
  });
