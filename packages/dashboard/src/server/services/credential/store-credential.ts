import { credentialId, sealSecret } from "@breezeway/core";
import type { CredentialId } from "@breezeway/core";
import type { ConfigChange, WorkspaceTx } from "@breezeway/db";
import { insertCredential, listCredentials } from "@breezeway/db";
import type { RouteBody } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { checkRoom } from "../limits.ts";
import { credentialPlace, splitSecret } from "./credential-view.ts";

/** Stores a shared credential, sealed; the change is for the caller to record. */
export const storeCredential = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  { name, secret: given, now }: RouteBody<"createCredential"> & { readonly now: Date },
): Promise<{ readonly id: CredentialId; readonly change: ConfigChange }> => {
  checkRoom("credentials", (await listCredentials(tx)).length);
  const id = credentialId.create();
  const { username, secret } = splitSecret(given);
  const sealed = sealSecret(ctx.deps.config.keyring, credentialPlace(id, ctx.workspace.id), secret);
  await insertCredential(tx, { id, name, kind: given.kind, username, secret: sealed, now });
  const after = { credential: id, kind: given.kind, username };
  return { id, change: { kind: "credential.created", subject: name, after } };
};
