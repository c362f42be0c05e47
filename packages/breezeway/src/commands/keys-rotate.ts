import { openSecret, sealedWithKey, sealSecret } from "@breezeway/core";
import type { Keyring, Logger } from "@breezeway/core";
import { ciphertextColumns, listCiphertexts, replaceCiphertext } from "@breezeway/db";
import type { CiphertextColumn, Database, StoredCiphertext } from "@breezeway/db";
import { configWith } from "../cli/settings-flags.ts";
import { runTask } from "../compose/run-task.ts";

const pageSize = 200;

export interface RotationCounts {
  readonly rotated: number;
  readonly current: number;
  /** Changed by someone else meanwhile; they sealed it under the newest key themselves. */
  readonly overtaken: number;
}

/** `breezeway keys rotate`: every stored secret is sealed anew under the newest key while the product serves. */
export const keysRotate = (): Promise<void> =>
  runTask(configWith(), async ({ config, store, log }) => {
    const counts = await rotateSecrets({ database: store.open("owner"), keyring: config.keyring, log });
    const { rotated, current, overtaken } = counts;
    process.stdout.write(
      `Sealed ${rotated} secrets under key ${config.keyring.newestId}; ${current} were already; ${overtaken} were changed meanwhile.\n` +
        `Keep the older keys in ENCRYPTION_KEYS until the longest refresh lifetime has passed: clients' tokens are sealed under them.\n`,
    );
  });

export const rotateSecrets = async (input: {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly log: Logger;
}): Promise<RotationCounts> => {
  const counts = { rotated: 0, current: 0, overtaken: 0 };
  for (const place of ciphertextColumns)
    for await (const stored of readAll(input.database, place)) {
      const fate = await rotateOne(input.database, input.keyring, place, stored);
      counts[fate] += 1;
    }
  input.log.info({ count: counts.rotated, keyId: input.keyring.newestId }, "Stored secrets are sealed anew.");
  return counts;
};

async function* readAll(database: Database, place: CiphertextColumn): AsyncGenerator<StoredCiphertext> {
  let afterRowId = "";
  for (;;) {
    const from = afterRowId;
    const page = await database.unscoped((tx) => listCiphertexts(tx, { place, afterRowId: from, limit: pageSize }));
    yield* page;
    const last = page.at(-1);
    if (!last || page.length < pageSize) return;
    afterRowId = last.rowId;
  }
}

const rotateOne = async (
  database: Database,
  keyring: Keyring,
  { table, column }: CiphertextColumn,
  { rowId, workspaceId, ciphertext }: StoredCiphertext,
): Promise<keyof RotationCounts> => {
  if (sealedWithKey(ciphertext) === keyring.newestId) return "current";
  const place = { table, column, rowId, workspaceId };
  const replacement = sealSecret(keyring, place, openSecret(keyring, place, ciphertext));
  const columnPlace = ciphertextColumns.find((known) => known.table === table) ?? ciphertextColumns[0];
  const isReplaced = await database.unscoped((tx) =>
    replaceCiphertext(tx, { place: columnPlace, rowId, expected: ciphertext, replacement }),
  );
  return isReplaced ? "rotated" : "overtaken";
};
