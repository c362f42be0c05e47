import { sealSecret, ServiceError } from "@breezeway/core";
import { setCredentialSecret } from "@breezeway/db";
import type { CredentialView } from "../../api/credentials.ts";
import type { RouteBody } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { credentialPlace, credentialView, readCredential, splitSecret } from "./credential-view.ts";

/** Servers use the new one at once; no publish is needed. */
export const replaceCredential = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteBody<"setCredentialSecret"> & { readonly credentialId: string };
}): Promise<CredentialView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const before = await readCredential(tx, input.credentialId);
    if (before.kind !== input.secret.kind)
      throw new ServiceError("invalid_input", {
        message: `This credential is of the kind ${before.kind}.`,
        at: "secret",
      });
    const { username, secret } = splitSecret(input.secret);
    await setCredentialSecret(tx, {
      id: before.id,
      kind: before.kind,
      username,
      secret: sealSecret(ctx.deps.config.keyring, credentialPlace(before.id, ctx.workspace.id), secret),
      now,
    });
    return {
      result: await credentialView(tx, await readCredential(tx, before.id)),
      changes: [
        {
          kind: "credential.secret_set",
          subject: before.name,
          before: { credential: before.id, username: before.username, secretSetAt: before.secretSetAt.toISOString() },
          after: { credential: before.id, username, secretSetAt: now.toISOString() },
        },
      ],
      feed: [{ kind: "credential.changed", payload: { credentialId: before.id } }],
    };
  });
