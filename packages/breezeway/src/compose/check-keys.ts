import { ConfigError, createConnectionHasher, openSecret, Secret, sealSecret } from "@breezeway/core";
import type { Config, SecretPlace } from "@breezeway/core";
import { insertKeyCheck, listKeyChecks } from "@breezeway/db";
import type { Database, KeyCheck } from "@breezeway/db";

type Keys = Pick<Config, "keyring" | "connectionHashKey">;

const hashName = "connection hash";
const keyName = (keyId: string): string => `key ${keyId}`;
const constant = "Breezeway";

/**
 * Refuses to serve with keys that are not this database's: stored secrets would not open, and revocations would be
 * forgotten. Remembers the keys that are new. Throws `ConfigError`.
 */
export const checkKeys = async (keys: Keys, database: Database): Promise<void> => {
  const known = await database.unscoped(listKeyChecks);
  requireSameKeys(keys, known);
  const missing = checksOf(keys).filter(({ name }) => !known.some((check) => check.name === name));
  if (missing.length === 0) return;
  for (const check of missing) await database.unscoped((tx) => insertKeyCheck(tx, check));
  // Another process may have been first with other keys.
  requireSameKeys(keys, await database.unscoped(listKeyChecks));
};

const requireSameKeys = (keys: Keys, known: readonly KeyCheck[]): void => {
  const problems = findProblems(keys, known);
  if (problems.length > 0) throw new ConfigError(problems);
};

const findProblems = ({ keyring, connectionHashKey }: Keys, known: readonly KeyCheck[]): string[] => {
  const valueOf = (name: string): Uint8Array | undefined => known.find((check) => check.name === name)?.value;
  const given = keyring.ids.filter((keyId) => valueOf(keyName(keyId)) !== undefined);
  const problems = given
    .filter((keyId) => !opens(keyring, keyId, valueOf(keyName(keyId))))
    .map((keyId) => `ENCRYPTION_KEYS: "${keyId}" is another key than the one this database knows by that id.`);
  if (given.length === 0 && known.some(({ name }) => name !== hashName))
    problems.push(
      "ENCRYPTION_KEYS: none of these keys was used with this database before. Put the earlier keys behind the new one.",
    );
  const hash = valueOf(hashName);
  if (hash !== undefined && !Buffer.from(hash).equals(hashOf(connectionHashKey)))
    problems.push("CONNECTION_HASH_KEY is not the one of this database: revocations would be forgotten. Restore it.");
  return problems;
};

const checksOf = ({ keyring, connectionHashKey }: Keys): KeyCheck[] => [
  // Only the newest key seals; an older one is known since it was the newest.
  { name: keyName(keyring.newestId), value: sealSecret(keyring, placeOf(keyring.newestId), Secret.of(constant)) },
  { name: hashName, value: hashOf(connectionHashKey) },
];

const placeOf = (keyId: string): SecretPlace => ({
  table: "key_checks",
  column: "value",
  rowId: keyName(keyId),
  workspaceId: "",
});

const opens = (keyring: Config["keyring"], keyId: string, value: Uint8Array | undefined): boolean => {
  try {
    return value !== undefined && openSecret(keyring, placeOf(keyId), value).reveal() === constant;
  } catch {
    // The one error of a secret that does not open says all that can be known.
    return false;
  }
};

const hashOf = (key: Secret): Buffer =>
  Buffer.from(createConnectionHasher(key)({ workspaceId: "", serverId: "", kind: "public", value: constant }), "hex");
