import { randomBytes, randomInt } from "node:crypto";
import { Secret } from "../secret/secret.ts";
import { createKeyring, masterKeyBytes } from "./keyring.ts";
import type { Keyring, KeyringEntry } from "./keyring.ts";
import { keyWeakness } from "./key-weakness.ts";

const idPattern = /^[a-z0-9](?:[a-z0-9_-]{0,30}[a-z0-9])?$/;
const entryPattern = /^(?<id>[^:\s]+):(?<key>[A-Za-z0-9+/_-]+={0,2})$/;
const idSuffixLetters = "abcdefghjkmnpqrstvwxyz";

export type ParsedKeyring =
  | { readonly ok: true; readonly keyring: Keyring }
  | { readonly ok: false; readonly problems: string[] };

/**
 * Reads `id:base64,id:base64` (commas or white space between), newest first, 32 bytes each.
 * Says every problem at once and never repeats key material.
 */
export const parseKeyring = (text: Secret): ParsedKeyring => {
  const parts = text
    .reveal()
    .split(/[\s,]+/)
    .filter((part) => part !== "");
  const entries: KeyringEntry[] = [];
  const problems: string[] = [];
  for (const [index, part] of parts.entries()) {
    const parsed = parseEntry(part);
    if (typeof parsed === "string") problems.push(`Key ${index + 1} ${parsed}`);
    else if (entries.some((entry) => entry.id === parsed.id)) problems.push(`Key id "${parsed.id}" appears twice.`);
    else entries.push(parsed);
  }
  const [newest, ...older] = entries;
  if (parts.length === 0) problems.push("There is no key; `breezeway keys generate` makes one.");
  if (problems.length > 0 || !newest) return { ok: false, problems };
  return { ok: true, keyring: createKeyring([newest, ...older]) };
};

/** A new entry such as `k20260131xq:…`; put it in front of the list and keep the older ones behind it. */
export const generateKeyringEntry = (nowMs: number): Secret => {
  const day = new Date(nowMs).toISOString().slice(0, 10).replaceAll("-", "");
  const suffix = Array.from({ length: 2 }, () => idSuffixLetters[randomInt(idSuffixLetters.length)]).join("");
  return Secret.of(`k${day}${suffix}:${randomBytes(masterKeyBytes).toString("base64")}`);
};

const parseEntry = (part: string): KeyringEntry | string => {
  const match = entryPattern.exec(part)?.groups;
  if (!match?.["id"] || !match["key"]) return "is not of the form id:base64.";
  const id = match["id"];
  if (!idPattern.test(id)) return "has an id that is not 1 to 32 lower-case letters, digits, hyphens and underscores.";
  const key = Buffer.from(match["key"], "base64");
  const weakness = keyWeakness(key);
  return weakness ? `("${id}") ${weakness}` : { id, key };
};
