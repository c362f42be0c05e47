import { listCredentials } from "@breezeway/db";
import type { CredentialView } from "../../api/credentials.ts";
import type { WorkspaceContext } from "../../context.ts";
import { credentialView } from "./credential-view.ts";

export const listSharedCredentials = ({ ctx }: { ctx: WorkspaceContext }): Promise<{ credentials: CredentialView[] }> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const credentials: CredentialView[] = [];
    for (const row of await listCredentials(tx)) credentials.push(await credentialView(tx, row));
    return { credentials };
  });
