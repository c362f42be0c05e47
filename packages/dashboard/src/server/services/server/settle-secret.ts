import { ServiceError } from "@breezeway/core";
import type { ConfigChange, WorkspaceTx } from "@breezeway/db";
import type { CredentialInput, SecretInput } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { storeCredential } from "../credential/store-credential.ts";

/** Stores the shared credential that came with a server's settings, in the same transaction, and names it in them. */
export const settleSecret = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  { credential, secret, name, now }: SecretSettings & { readonly now: Date },
): Promise<{ readonly credential: CredentialInput; readonly changes: readonly ConfigChange[] }> => {
  if (secret === undefined) return { credential, changes: [] };
  if (!("credentialId" in credential) || credential.mode !== secret.kind || credential.credentialId !== null)
    throw new ServiceError("invalid_input", {
      message: "A secret goes with a shared credential of the same kind, where none that is stored is chosen.",
      at: "secret",
    });
  const { id, change } = await storeCredential(tx, ctx, { name, secret, now });
  return { credential: { ...credential, credentialId: id }, changes: [change] };
};

interface SecretSettings {
  readonly credential: CredentialInput;
  readonly secret: SecretInput | undefined;
  /** Of the server: what the credential is called at first. */
  readonly name: string;
}
