import { credentialId, jsonObject, providerId, workspaceId } from "@breezeway/core";
import type { CredentialId, ProviderId } from "@breezeway/core";
import { z } from "zod";
import type { WorkspaceTx } from "../../database/scope.ts";

const ciphertext = z.instanceof(Uint8Array);

const storedCredential = z.object({
  id: credentialId.schema,
  kind: z.enum(["api_key", "bearer", "basic"]),
  /** Sealed for table `shared_credentials`, column `secret`, this row and workspace. */
  secret: ciphertext,
  revision: z.number().int(),
});
export type StoredCredential = z.infer<typeof storedCredential>;

export const loadCredential = async (
  tx: WorkspaceTx,
  { credentialId: id }: { readonly credentialId: CredentialId },
): Promise<StoredCredential | undefined> => {
  const [row] = await tx.sql`
    SELECT id, kind, secret, revision FROM shared_credentials WHERE id = ${id} AND workspace_id = ${tx.workspaceId}`;
  return row === undefined ? undefined : storedCredential.parse(row);
};

const storedProvider = z.object({
  id: providerId.schema,
  workspaceId: workspaceId.schema,
  preset: z.string(),
  name: z.string(),
  clientId: z.string(),
  /** Sealed for table `oauth_providers`, column `client_secret`; absent for public clients. */
  clientSecret: ciphertext.nullable().transform((secret) => secret ?? undefined),
  settings: jsonObject,
  revision: z.number().int(),
});
export type StoredProvider = z.infer<typeof storedProvider>;

export const loadProvider = async (
  tx: WorkspaceTx,
  { providerId: id }: { readonly providerId: ProviderId },
): Promise<StoredProvider | undefined> => {
  const [row] = await tx.sql`
    SELECT id, workspace_id AS "workspaceId", preset, name, client_id AS "clientId", client_secret AS "clientSecret",
           settings, revision
    FROM oauth_providers WHERE id = ${id} AND workspace_id = ${tx.workspaceId}`;
  return row === undefined ? undefined : storedProvider.parse(row);
};
