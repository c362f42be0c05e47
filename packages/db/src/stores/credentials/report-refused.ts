import type { CredentialId, ProviderId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";

/** Notes that the API refused the owner's shared credential, for the owner to see. */
export const reportRefusedCredential = async (
  tx: WorkspaceTx,
  { credentialId }: { readonly credentialId: CredentialId },
): Promise<void> => {
  await tx.sql`
    UPDATE shared_credentials SET last_refused_at = now()
    WHERE id = ${credentialId} AND workspace_id = ${tx.workspaceId}`;
};

/** Notes that the provider refused the owner's service account or client secret. */
export const reportRefusedProvider = async (
  tx: WorkspaceTx,
  { providerId }: { readonly providerId: ProviderId },
): Promise<void> => {
  await tx.sql`
    UPDATE oauth_providers SET last_refused_at = now() WHERE id = ${providerId} AND workspace_id = ${tx.workspaceId}`;
};
