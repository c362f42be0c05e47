import { createHash } from "node:crypto";
import type { JsonObject, JsonValue } from "@breezeway/core";

/** Fields of one thing that people edit, one level deep: `policy.readOnly`. */
export type Settings = Readonly<Record<string, JsonValue>>;

export const flattenSettings = (settings: JsonObject): Settings =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, value]) =>
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? Object.entries(value).map(([inner, part]) => [`${name}.${inner}`, part])
        : [[name, value]],
    ),
  );

const width = 8;

const mark = (value: JsonValue | undefined): string =>
  createHash("sha256")
    .update(JSON.stringify(value ?? null))
    .digest("base64url")
    .slice(0, width);

/** One mark for each field, in the order of names: later, each can be told from what it has become. */
export const settingsVersion = (settings: Settings): string =>
  Object.keys(settings)
    .toSorted()
    .map((name) => mark(settings[name]))
    .join("");

/** Fields that hold something else than when the version was given; of a version that cannot be read, all of them. */
export const changedSince = (settings: Settings, version: string): string[] => {
  const names = Object.keys(settings).toSorted();
  if (version.length !== names.length * width) return names;
  return names.filter((name, index) => version.slice(index * width, (index + 1) * width) !== mark(settings[name]));
};
