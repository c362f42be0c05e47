import type { CredentialId } from "@breezeway/core";
import type { WorkspaceTx } from "../../database/scope.ts";

/** A shared credential as the control plane sees it; the secret is written and never read here. */
export interface CredentialRow {
  readonly id: CredentialId;
  readonly name: string;
  readonly kind: "api_key" | "bearer" | "basic";
  /** Of a basic pair. */
  readonly username: string | null;
  readonly secretSetAt: Date;
  readonly lastRefusedAt: Date | null;
  readonly createdAt: Date;
}

export const listCredentials = async (tx: WorkspaceTx): Promise<CredentialRow[]> => {
  const rows = await tx.sql<CredentialRow[]>`
    SELECT id, name, kind, username, secret_set_at AS "secretSetAt", last_refused_at AS "lastRefusedAt",
           created_at AS "createdAt"
    FROM shared_credentials WHERE workspace_id = ${tx.workspaceId} ORDER BY created_at, id`;
  return rows.map((row) => ({ ...row }));
};

export const getCredential = async (tx: WorkspaceTx, id: string): Promise<CredentialRow | undefined> =>
  (await listCredentials(tx)).find((credential) => credential.id === id);

interface SecretColumns {
  readonly id: CredentialId;
  readonly kind: CredentialRow["kind"];
  readonly username: string | null;
  /** Ciphertext. */
  readonly secret: Uint8Array;
  readonly now: Date;
}

export const insertCredential = async (
  tx: WorkspaceTx,
  input: SecretColumns & { readonly name: string },
): Promise<void> => {
  await tx.sql`
    INSERT INTO shared_credentials (id, workspace_id, name, kind, username, secret, secret_set_at, created_at, updated_at)
    VALUES (${input.id}, ${tx.workspaceId}, ${input.name}, ${input.kind}, ${input.username}, ${input.secret},
            ${input.now}, ${input.now}, ${input.now})`;
};

export const setCredentialSecret = async (tx: WorkspaceTx, input: SecretColumns): Promise<void> => {
  await tx.sql`
    UPDATE shared_credentials
    SET kind = ${input.kind}, username = ${input.username}, secret = ${input.secret}, secret_set_at = ${input.now},
        last_refused_at = NULL, revision = revision + 1, updated_at = ${input.now}
    WHERE workspace_id = ${tx.workspaceId} AND id = ${input.id}`;
};

export const deleteCredential = async (tx: WorkspaceTx, id: CredentialId): Promise<void> => {
  await tx.sql`DELETE FROM shared_credentials WHERE workspace_id = ${tx.workspaceId} AND id = ${id}`;
};
