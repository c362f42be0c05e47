import { Secret } from "@breezeway/core";
import type { CredentialId } from "@breezeway/core";
import type { CredentialRow, WorkspaceTx } from "@breezeway/db";
import { getCredential, listServersUsing } from "@breezeway/db";
import type { z } from "zod";
import type { credentialSecret, CredentialView } from "../../api/credentials.ts";
import { notFound } from "../refusals.ts";

export const credentialView = async (tx: WorkspaceTx, row: CredentialRow): Promise<CredentialView> => ({
  id: row.id,
  name: row.name,
  kind: row.kind,
  username: row.username,
  secretSetAt: row.secretSetAt.toISOString(),
  usedBy: [...(await listServersUsing(tx, row.id))],
  refusedAt: row.lastRefusedAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

export const readCredential = async (tx: WorkspaceTx, id: string): Promise<CredentialRow> => {
  const row = await getCredential(tx, id);
  if (!row) throw notFound();
  return row;
};

/** Where a shared credential stands; moved to any other place it does not open. */
export const credentialPlace = (id: CredentialId, workspaceId: string) => ({
  table: "shared_credentials",
  column: "secret",
  rowId: id,
  workspaceId,
});

type Given = z.output<typeof credentialSecret>;

/** A basic pair is kept as `user:password`; the user name stands beside it to be shown. */
export const splitSecret = (given: Given): { readonly username: string | null; readonly secret: Secret } =>
  given.kind === "basic"
    ? { username: given.username, secret: Secret.of(`${given.username}:${given.password}`) }
    : { username: null, secret: Secret.of(given.value) };
