import { isDeepStrictEqual } from "node:util";
import type { ServerRow } from "@breezeway/db";
import { updateServer } from "@breezeway/db";
import type { CredentialInput, ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { accessFor, checkReferences } from "./credential-settings.ts";
import { readServer } from "./read-server.ts";
import { readServerView } from "./server-view.ts";

export const setServerCredential = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: {
    readonly server: string;
    readonly credential: CredentialInput;
    readonly access?: ServerRow["access"] | undefined;
  };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const before = await readServer(tx, input.server, { lock: true });
    const access = accessFor(input.credential.mode, input.access);
    await checkReferences(tx, ctx.deps, input.credential);
    const chosen = { credential: input.credential, access };
    if (isDeepStrictEqual(chosen, { credential: before.credential, access: before.access }))
      return { result: await readServerView(tx, ctx, before), changes: [] };
    await updateServer(tx, { id: before.id, changes: chosen, now });
    return {
      result: await readServerView(tx, ctx, await readServer(tx, before.id)),
      changes: [
        {
          kind: "server.credential_changed",
          subject: before.name,
          serverId: before.id,
          before: { credential: before.credential, access: before.access },
          after: chosen,
        },
      ],
    };
  });
