import type { JsonObject } from "@breezeway/core";
import { get, isObject, objectAt, put, textAt, textsAt } from "../json/json-object.ts";
import { legalKey } from "./property-keys.ts";
import { addDescription, openObject } from "./show-parts.ts";
import type { ShowChild, ShowPlace, ShowState } from "./show-types.ts";
import { describeShown } from "./shown-text.ts";

/** An object with its properties; at the depth limit only their names. */
export const showObject = (schema: JsonObject, place: ShowPlace, state: ShowState, child: ShowChild): JsonObject => {
  const properties = objectAt(schema, "properties") ?? {};
  const names = Object.keys(properties);
  const additional = additionalSchema(schema);
  if ((names.length > 0 || additional !== undefined) && isBeyond(place, state))
    return cutObject(schema, names, place, state);
  const shown: JsonObject = { type: "object" };
  addDescription(shown, schema, names.length === 0 ? [] : requiredNotes(schema), place, state);
  const keys = showProperties(shown, properties, place, state, child);
  const required = textsAt(schema, "required").flatMap((name) => keys.get(name) ?? []);
  if (required.length > 0) shown["required"] = required;
  if (additional !== undefined) {
    const below = { ...place, at: [...place.at, "*"], depth: place.depth + 1, dropNull: false };
    const value = child(additional, below, state);
    if (Object.keys(value).length > 0) shown["additionalProperties"] = value;
  }
  return shown;
};

const isBeyond = (place: ShowPlace, state: ShowState): boolean =>
  place.depth >= state.limits.depth || state.nodes > state.limits.nodes;

const cutObject = (schema: JsonObject, names: readonly string[], place: ShowPlace, state: ShowState): JsonObject => {
  state.cuts.push({ at: place.at, reason: place.depth >= state.limits.depth ? "depth" : "size", fields: names });
  return openObject(names, describeShown(textAt(schema, "description"), [], state.limits.nestedText));
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
