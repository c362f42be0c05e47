import { credentialId, sealSecret } from "@breezeway/core";
import { insertCredential, listCredentials } from "@breezeway/db";
import type { CredentialView } from "../../api/credentials.ts";
import type { RouteBody } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { credentialPlace, credentialView, readCredential, splitSecret } from "./credential-view.ts";

export const createCredential = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteBody<"createCredential">;
}): Promise<CredentialView> =>
  changeWorkspace(ctx, async (tx, now) => {
    checkRoom("credentials", (await listCredentials(tx)).length);
    const id = credentialId.create();
    const { username, secret } = splitSecret(input.secret);
    await insertCredential(tx, {
      id,
      name: input.name,
      kind: input.secret.kind,
      username,
      secret: sealSecret(ctx.deps.config.keyring, credentialPlace(id, ctx.workspace.id), secret),
      now,
    });
    return {
      result: await credentialView(tx, await readCredential(tx, id)),
      changes: [
        {
          kind: "credential.created",
          subject: input.name,
          after: { credential: id, kind: input.secret.kind, username },
        },
      ],
    };
  });
