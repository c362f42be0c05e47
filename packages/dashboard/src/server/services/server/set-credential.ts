import { isDeepStrictEqual } from "node:util";
import type { ServerRow } from "@breezeway/db";
import { updateServer } from "@breezeway/db";
import type { CredentialInput, SecretInput, ServerView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { accessFor, checkReferences } from "./credential-settings.ts";
import { readServer } from "./read-server.ts";
import { readServerView } from "./server-view.ts";
import { settleSecret } from "./settle-secret.ts";

export const setServerCredential = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: {
    readonly server: string;
    readonly credential: CredentialInput;
    readonly secret?: SecretInput | undefined;
    readonly access?: ServerRow["access"] | undefined;
  };
}): Promise<ServerView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const before = await readServer(tx, input.server, { lock: true });
    const access = accessFor(input.credential.mode, input.access);
    const { credential, secret } = input;
    const settled = await settleSecret(tx, ctx, { credential, secret, name: before.name, now });
    await checkReferences(tx, ctx.deps, settled.credential);
    const chosen = { credential: settled.credential, access };
    if (isDeepStrictEqual(chosen, { credential: before.credential, access: before.access }))
      return { result: await readServerView(tx, ctx, before), changes: [] };
    await updateServer(tx, { id: before.id, changes: chosen, now });
    return {
      result: await readServerView(tx, ctx, await readServer(tx, before.id)),
      changes: [
        ...settled.changes,
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
