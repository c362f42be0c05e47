import { credentialId, jsonObject, providerId, workspaceId } from "@breezeway/core";
import type { CredentialId, ProviderId, WorkspaceId } from "@breezeway/core";
import { z } from "zod";
import type { AnyTx, WorkspaceTx } from "../../database/scope.ts";

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

/** Whose provider a callback is for; the scope to load it in. */
export const findProviderWorkspace = async (
  tx: AnyTx,
  { providerId: id }: { readonly providerId: ProviderId },
): Promise<WorkspaceId | undefined> => {
  const [row] = await tx.sql<{ workspaceId: string | null }[]>`
    SELECT find_provider_workspace(${id}) AS "workspaceId"`;
  return row?.workspaceId == null ? undefined : workspaceId.schema.parse(row.workspaceId);
};
