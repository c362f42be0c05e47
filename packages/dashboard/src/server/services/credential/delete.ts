import { ServiceError } from "@breezeway/core";
import { deleteCredential, listServersUsing } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { readCredential } from "./credential-view.ts";

export const removeCredential = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly credentialId: string };
}): Promise<void> =>
  changeWorkspace(ctx, async (tx) => {
    const row = await readCredential(tx, input.credentialId);
    const [user] = await listServersUsing(tx, row.id);
    if (user)
      throw new ServiceError("conflict", { message: `${user.name} uses this credential. Give it another one first.` });
    await deleteCredential(tx, row.id);
    return {
      result: undefined,
      changes: [{ kind: "credential.deleted", subject: row.name, before: { credential: row.id, kind: row.kind } }],
      feed: [{ kind: "credential.changed", payload: { credentialId: row.id } }],
    };
  });
