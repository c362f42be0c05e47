import type { JsonObject, JsonValue, RenamedKey } from "@breezeway/core";

/** Sets an own property whatever its name: plain assignment of `__proto__` would change the prototype. */
export const setOwn = (target: JsonObject, key: string, value: JsonValue): void => {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
};

export const isJsonObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Puts the document's own keys back where clients were shown others. Copies what it changes. */
export const restoreKeys = (args: JsonObject, renamed: readonly RenamedKey[]): JsonObject => {
  if (renamed.length === 0) return args;
  // Places are written in shown names, so the deepest go first.
  const deepestFirst = renamed.toSorted((a, b) => b.at.length - a.at.length);
  return deepestFirst.reduce((value, rename) => restoreAt(value, rename.at, rename) as JsonObject, args);
};

const restoreAt = (value: JsonValue, at: readonly string[], rename: RenamedKey): JsonValue => {
  const [step, ...rest] = at;
  if (step === undefined) return isJsonObject(value) ? renameKey(value, rename) : value;
  if (Array.isArray(value)) return step === "*" ? value.map((item) => restoreAt(item, rest, rename)) : value;
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value))
    setOwn(copy, key, step === "*" || step === key ? restoreAt(item, rest, rename) : item);
  return copy;
};

const renameKey = (value: JsonObject, { shown, wire }: RenamedKey): JsonObject => {
  if (!Object.hasOwn(value, shown)) return value;
  const copy: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setOwn(copy, key === shown ? wire : key, item);
  return copy;
};

/** The path that the model knows for a path in the document's own keys. */
export const shownPath = (path: readonly string[], renamed: readonly RenamedKey[]): string[] => {
  const shown: string[] = [];
  for (const step of path) {
    const match = renamed.find(
      (rename) =>
        rename.wire === step &&
        rename.at.length === shown.length &&
        rename.at.every((part, index) => part === "*" || part === shown[index]),
    );
    shown.push(match?.shown ?? step);
  }
  return shown;
};
