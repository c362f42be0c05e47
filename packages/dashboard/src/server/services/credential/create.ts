import type { CredentialView } from "../../api/credentials.ts";
import type { RouteBody } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { credentialView, readCredential } from "./credential-view.ts";
import { storeCredential } from "./store-credential.ts";

export const createCredential = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteBody<"createCredential">;
}): Promise<CredentialView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const { id, change } = await storeCredential(tx, ctx, { ...input, now });
    return { result: await credentialView(tx, await readCredential(tx, id)), changes: [change] };
  });
