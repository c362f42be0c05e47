import { credentialId, openSecret, providerId } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { loadCredential, loadProvider, reportRefusedCredential, reportRefusedProvider } from "@breezeway/db";
import type { Database } from "@breezeway/db";
import { openProvider } from "./open-provider.ts";
import type { SecretSource } from "./shared-credentials.ts";

/** Owners' secrets from Postgres, opened by the keyring. */
export const createDatabaseSecrets = (database: Database, keyring: Keyring): SecretSource => ({
  credential: ({ workspaceId }, id) =>
    database.inWorkspace({ workspaceId }, async (tx) => {
      const row = await loadCredential(tx, { credentialId: credentialId.schema.parse(id) });
      return (
        row &&
        openSecret(keyring, { table: "shared_credentials", column: "secret", rowId: row.id, workspaceId }, row.secret)
      );
    }),
  provider: ({ workspaceId }, id) =>
    database.inWorkspace({ workspaceId }, async (tx) => {
      const row = await loadProvider(tx, { providerId: providerId.schema.parse(id) });
      return row && openProvider(keyring, row);
    }),
  markRefused: ({ workspaceId, release }, id) =>
    database.inWorkspace({ workspaceId }, (tx) =>
      release.manifest.credential.mode === "client_credentials"
        ? reportRefusedProvider(tx, { providerId: providerId.schema.parse(id) })
        : reportRefusedCredential(tx, { credentialId: credentialId.schema.parse(id) }),
    ),
});
