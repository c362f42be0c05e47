import { randomBytes } from "node:crypto";
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { masterKeyBytes } from "../keyring/keyring.ts";
import { generateKeyringEntry } from "../keyring/parse-keyring.ts";

export interface DevelopmentKeys {
  readonly encryptionKeys: string;
  readonly connectionHashKey: string;
}

const fileName = "development-keys.env";
const ownerOnly = 0o600;

/**
 * The keys of a development deployment, kept in `development-keys.env` (mode 0600) of the data directory and made
 * on first use. Two processes that start at once end up with the same file. Throws where it cannot be read or kept.
 */
export const developmentKeys = (dataDir: string, nowMs: number): DevelopmentKeys => {
  const path = join(dataDir, fileName);
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lines = readLines(path) ?? makeLines(path, nowMs);
  const encryptionKeys = lines.get("ENCRYPTION_KEYS");
  const connectionHashKey = lines.get("CONNECTION_HASH_KEY");
  if (!encryptionKeys || !connectionHashKey)
    throw new Error(`"${path}" does not hold both keys. Put it back as it was, or remove it and lose what it sealed.`);
  return { encryptionKeys, connectionHashKey };
};

const readLines = (path: string): Map<string, string> | undefined => {
  const mode = statSync(path, { throwIfNoEntry: false })?.mode;
  if (mode === undefined) return undefined;
  if ((mode & 0o077) !== 0) throw new Error(`"${path}" can be read by others; run chmod 600 on it.`);
  const entries = readFileSync(path, "utf8")
    .split("\n")
    .map((line) => /^(?<name>[A-Z_]+)=(?<value>.+)$/.exec(line.trim())?.groups)
    .flatMap((groups) => (groups ? [[groups["name"] ?? "", groups["value"] ?? ""] as const] : []));
  return new Map(entries);
};

/** A link never replaces an existing file: whoever comes second reads what the first has made. */
const makeLines = (path: string, nowMs: number): Map<string, string> => {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  const file = openSync(draft, "wx", ownerOnly);
  try {
    writeSync(file, keyFileText(nowMs));
    fsyncSync(file);
    linkSync(draft, path);
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  } finally {
    closeSync(file);
    rmSync(draft, { force: true });
  }
  return readLines(path) ?? new Map<string, string>();
};

const keyFileText = (nowMs: number): string =>
  [
    "# Keys of this development deployment. Keep the file: without it, what they sealed cannot be opened.",
    `ENCRYPTION_KEYS=${generateKeyringEntry(nowMs).reveal()}`,
    `CONNECTION_HASH_KEY=${randomBytes(masterKeyBytes).toString("base64")}`,
    "",
  ].join("\n");
