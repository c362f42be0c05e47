import type { Clock } from "../clock/clock.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { parseKeyring } from "../keyring/parse-keyring.ts";
import { Secret } from "../secret/secret.ts";
import { developmentKeys } from "./development-keys.ts";
import { codeOf } from "./read-settings.ts";
import type { EnvironmentName, SettingTexts } from "./read-settings.ts";

export interface Keys {
  readonly keyring?: Keyring;
  readonly connectionHashKey?: Secret;
  readonly problems: readonly string[];
}

/** Without a data directory no key file is made: what is given is checked, and that is all. */
export const readKeys = (
  environment: EnvironmentName,
  texts: SettingTexts,
  dataDir: string | undefined,
  clock: Clock,
): Keys => {
  let { ENCRYPTION_KEYS: encryptionKeys, CONNECTION_HASH_KEY: connectionHashKey } = texts;
  try {
    if (environment === "development" && dataDir !== undefined && (!encryptionKeys || !connectionHashKey)) {
      const kept = developmentKeys(dataDir, clock());
      encryptionKeys ??= kept.encryptionKeys;
      connectionHashKey ??= kept.connectionHashKey;
    }
  } catch (error) {
    return {
      problems: [`The development keys cannot be kept: ${error instanceof Error ? error.message : codeOf(error)}`],
    };
  }
  const parsed = encryptionKeys === undefined ? undefined : parseKeyring(Secret.of(encryptionKeys));
  const problems = parsed?.ok === false ? parsed.problems.map((problem) => `ENCRYPTION_KEYS: ${problem}`) : [];
  if (connectionHashKey !== undefined && encryptionKeys?.includes(connectionHashKey) === true)
    problems.push("CONNECTION_HASH_KEY is also one of ENCRYPTION_KEYS; it needs a key of its own.");
  return {
    ...(parsed?.ok === true && { keyring: parsed.keyring }),
    ...(connectionHashKey !== undefined && { connectionHashKey: Secret.of(connectionHashKey) }),
    problems,
  };
};
