import type { JsonObject } from "@breezeway/core";
import { get, isObject, objectAt, put, textAt, textsAt } from "../json/json-object.ts";
import { legalKey } from "./property-keys.ts";
import { addDescription, maxSkeleton, openObject } from "./show-parts.ts";
import type { ShowChild, ShowPlace, ShowState } from "./show-types.ts";
import { describeShown } from "./shown-text.ts";

/** An object with its properties; at the depth limit only their names. */
export const showObject = (schema: JsonObject, place: ShowPlace, state: ShowState, child: ShowChild): JsonObject => {
  const properties = objectAt(schema, "properties") ?? {};
  const names = Object.keys(properties);
  const additional = additionalSchema(schema);
  if ((names.length > 0 || additional !== undefined) && isBeyond(place, state))
    return cutObject({ schema, properties, place, state, child });
  const shown: JsonObject = { type: "object" };
  addDescription(shown, schema, names.length === 0 ? [] : requiredNotes(schema), place, state);
  const keys = showProperties(shown, withUndeclared(schema, properties), place, state, child);
  const required = textsAt(schema, "required").flatMap((name) => keys.get(name) ?? []);
  if (required.length > 0) shown["required"] = required;
  if (additional !== undefined) {
    const below = { ...place, at: [...place.at, "*"], depth: place.depth + 1, dropNull: false };
    const value = child(additional, below, state);
    if (Object.keys(value).length > 0) shown["additionalProperties"] = value;
  }
  return shown;
};

/** A field that is required but described nowhere can be anything, and has to be there. */
const withUndeclared = (schema: JsonObject, properties: JsonObject): JsonObject => {
  const missing = textsAt(schema, "required").filter((name) => !Object.hasOwn(properties, name));
  if (missing.length === 0) return properties;
  const all: JsonObject = {};
  for (const [name, value] of Object.entries(properties)) put(all, name, value);
  for (const name of missing) put(all, name, {});
  return all;
};

const isBeyond = (place: ShowPlace, state: ShowState): boolean =>
  place.depth >= state.limits.depth || state.nodes > state.limits.nodes;

/** Beyond the depth limit: what is required still stands there, the rest by name. */
const cutObject = (input: {
  readonly schema: JsonObject;
  readonly properties: JsonObject;
  readonly place: ShowPlace;
  readonly state: ShowState;
  readonly child: ShowChild;
}): JsonObject => {
  const { schema, properties, place, state, child } = input;
  const names = Object.keys(properties);
  const reason = place.depth >= state.limits.depth ? "depth" : "size";
  const text = describeShown(textAt(schema, "description"), [], state.limits.nestedText);
  const required = textsAt(schema, "required").filter((name) => Object.hasOwn(properties, name));
  const isFar = place.depth > state.limits.depth + maxSkeleton || state.nodes > state.limits.nodes * 2;
  const isWhole = required.length === names.length && names.length > 0;
  if (!isWhole || isFar) state.cuts.push({ at: place.at, reason, fields: names });
  if (required.length === 0 || isFar) return openObject(names, text);
  const kept: JsonObject = {};
  for (const name of required) put(kept, name, get(properties, name));
  const others = names.filter((name) => !required.includes(name));
  const shown = openObject(others, text);
  const keys = showProperties(shown, kept, { ...place, quiet: true }, state, child);
  shown["required"] = [...keys.values()];
  return shown;
};

/** Values of keys that the document does not name. */
const additionalSchema = (schema: JsonObject): JsonObject | undefined => {
  const additional = get(schema, "additionalProperties");
  if (isObject(additional)) return Object.keys(additional).length === 0 ? undefined : additional;
  const patterns = Object.values(objectAt(schema, "patternProperties") ?? {}).filter(isObject);
  return patterns.length === 1 ? patterns[0] : undefined;
};

const showProperties = (
  shown: JsonObject,
  properties: JsonObject,
  place: ShowPlace,
  state: ShowState,
  child: ShowChild,
): Map<string, string> => {
  const keys = new Map<string, string>();
  const taken = new Set<string>();
  const target: JsonObject = {};
  for (const [name, property] of Object.entries(properties)) {
    const key = legalKey(name, taken);
    taken.add(key);
    keys.set(name, key);
    if (key !== name) state.renamed.push({ at: [...place.at], shown: key, wire: name });
    const below = { ...place, at: [...place.at, key], depth: place.depth + 1, dropNull: false };
    put(target, key, isObject(property) ? child(property, below, state) : {});
  }
  if (keys.size > 0) shown["properties"] = target;
  return keys;
};

const requiredNotes = (schema: JsonObject): string[] => {
  const least = get(schema, "minProperties");
  return typeof least === "number" && least === 1 && textsAt(schema, "required").length === 0
    ? ["Give at least one."]
    : [];
};
