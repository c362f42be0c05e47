import type { JsonObject, JsonValue } from "@breezeway/core";

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** An own property, never one of a prototype: documents have keys such as `constructor`. */
export const get = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

/** Sets an own property whatever its name: plain assignment of `__proto__` would change the prototype. */
export const put = (target: Record<string, unknown>, key: string, value: unknown): void => {
  if (key === "__proto__")
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
};

export const objectAt = (object: JsonObject, key: string): JsonObject | undefined => {
  const value = get(object, key);
  return isObject(value) ? value : undefined;
};

export const textAt = (object: JsonObject, key: string): string | undefined => {
  const value = get(object, key);
  return typeof value === "string" ? value : undefined;
};

export const listAt = (object: JsonObject, key: string): JsonValue[] => {
  const value = get(object, key);
  return Array.isArray(value) ? value : [];
};

export const textsAt = (object: JsonObject, key: string): string[] =>
  listAt(object, key).filter((item): item is string => typeof item === "string");

export const isTrue = (object: JsonObject, key: string): boolean => {
  const value = get(object, key);
  return value === true || value === "true";
};

/** Structural equality of JSON values; key order does not matter. */
export const sameJson = (left: JsonValue | undefined, right: JsonValue | undefined): boolean => {
  if (left === right) return true;
  if (Array.isArray(left))
    return (
      Array.isArray(right) && left.length === right.length && left.every((item, index) => sameJson(item, right[index]))
    );
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
};

export const byteLength = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** A value as words: texts as they are, everything else as JSON. */
export const textOfValue = (value: JsonValue): string => (typeof value === "string" ? value : JSON.stringify(value));
