import { z } from "zod";
import type { UnscopedTx } from "../../database/scope.ts";

/** Every column that holds a ciphertext, for re-encryption under the newest key. */
export const ciphertextColumns = [
  { table: "shared_credentials", column: "secret" },
  { table: "oauth_providers", column: "client_secret" },
  { table: "user_secrets", column: "totp_secret" },
] as const;
export type CiphertextColumn = (typeof ciphertextColumns)[number];

const statements = {
  shared_credentials: {
    list: `SELECT id AS "rowId", workspace_id AS "workspaceId", secret AS ciphertext FROM shared_credentials
           WHERE id > $1 ORDER BY id LIMIT $2`,
    replace: `UPDATE shared_credentials SET secret = $3 WHERE id = $1 AND secret = $2`,
  },
  oauth_providers: {
    list: `SELECT id AS "rowId", workspace_id AS "workspaceId", client_secret AS ciphertext FROM oauth_providers
           WHERE id > $1 AND client_secret IS NOT NULL ORDER BY id LIMIT $2`,
    replace: `UPDATE oauth_providers SET client_secret = $3 WHERE id = $1 AND client_secret = $2`,
  },
  user_secrets: {
    list: `SELECT user_id AS "rowId", '' AS "workspaceId", totp_secret AS ciphertext FROM user_secrets
           WHERE user_id > $1 AND totp_secret IS NOT NULL ORDER BY user_id LIMIT $2`,
    replace: `UPDATE user_secrets SET totp_secret = $3 WHERE user_id = $1 AND totp_secret = $2`,
  },
} as const;

const storedCiphertext = z.object({
  rowId: z.string(),
  /** Empty for what belongs to a person. */
  workspaceId: z.string(),
  ciphertext: z.instanceof(Uint8Array),
});
export type StoredCiphertext = z.infer<typeof storedCiphertext>;

/** A page of ciphertexts in the order of row ids, over all workspaces; the owner role alone sees any. */
export const listCiphertexts = async (
  tx: UnscopedTx,
  input: { readonly place: CiphertextColumn; readonly afterRowId: string; readonly limit: number },
): Promise<StoredCiphertext[]> => {
  const rows = await tx.sql.unsafe(statements[input.place.table].list, [input.afterRowId, input.limit]);
  return z.array(storedCiphertext).parse([...rows]);
};

/** Puts a new ciphertext where the expected one still is; false when someone else has changed it meanwhile. */
export const replaceCiphertext = async (
  tx: UnscopedTx,
  input: {
    readonly place: CiphertextColumn;
    readonly rowId: string;
    readonly expected: Uint8Array;
    readonly replacement: Uint8Array;
  },
): Promise<boolean> => {
  const updated = await tx.sql.unsafe(statements[input.place.table].replace, [
    input.rowId,
    input.expected,
    input.replacement,
  ]);
  return updated.count === 1;
};
