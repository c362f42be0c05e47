import type { JsonObject } from "@breezeway/core";
import { get, isObject, listAt, objectAt, put, sameJson, textsAt } from "../json/json-object.ts";

export interface ObjectUnion {
  readonly schema: JsonObject;
  /** Required sets of the branches, where they differ. */
  readonly alternatives: readonly (readonly string[])[];
}

/** One object that every branch's values fit: all properties, required only where all branches require. */
export const unionOfObjects = (branches: readonly JsonObject[]): ObjectUnion => {
  const properties: JsonObject = {};
  for (const branch of branches)
    for (const [name, value] of Object.entries(objectAt(branch, "properties") ?? {})) {
      const own = get(properties, name);
      put(properties, name, own === undefined ? value : either(own, value));
    }
  const sets = branches.map((branch) => textsAt(branch, "required"));
  const shared = (sets[0] ?? []).filter((name) => sets.every((set) => set.includes(name)));
  const alternatives = sets.map((set) => set.filter((name) => !shared.includes(name)));
  const schema: JsonObject = { type: "object", properties };
  if (shared.length > 0) schema["required"] = shared;
  const open = branches.map((branch) => get(branch, "additionalProperties")).find(isObject);
  if (open !== undefined) schema["additionalProperties"] = open;
  const differ = alternatives.some((set) => set.length > 0);
  return { schema, alternatives: differ ? distinctSets(alternatives) : [] };
};

const distinctSets = (sets: readonly (readonly string[])[]): (readonly string[])[] => [
  ...new Map(sets.map((set) => [set.toSorted().join("\n"), set])).values(),
];

const either = (left: JsonObject[string], right: JsonObject[string]): JsonObject => {
  if (!isObject(left)) return isObject(right) ? right : {};
  if (!isObject(right) || sameJson(left, right)) return left;
  const choices = Object.keys(left).length === 1 ? listAt(left, "anyOf").filter(isObject) : [];
  const sofar = choices.length > 0 ? choices : [left];
  return sofar.some((choice) => sameJson(choice, right)) ? left : { anyOf: [...sofar, right] };
};
