// Canonical schema → what a client is shown: no `$ref`, no `allOf`, one `type` per node, legal keys, bounded depth.
// What it leaves out is recorded as a cut; validation uses the canonical schema, never this one.
import type { JsonObject } from "@breezeway/core";
import { get, isObject, listAt, objectAt, textAt, textsAt } from "../json/json-object.ts";
import { inferType } from "./canonical-type.ts";
import type { JsonType } from "./canonical-type.ts";
import { expand } from "./expand.ts";
import { typesOf } from "./merge-schemas.ts";
import { showChoice } from "./show-choice.ts";
import { isLegalKey } from "./property-keys.ts";
import { addDescription, maxSkeleton, withNull } from "./show-parts.ts";
import { showObject } from "./show-object.ts";
import { describeShown } from "./shown-text.ts";
import { showScalar } from "./show-scalar.ts";
import type { Showers, ShowPlace, ShowState } from "./show-types.ts";

export const showSchema = (schema: JsonObject, place: ShowPlace, state: ShowState): JsonObject => {
  state.nodes += 1;
  const expanded = expand(schema, state.definitions, place.stack);
  if (expanded.kind === "cycle") return cycleStub(schema, expanded, place, state);
  const wasShown =
    place.quiet === true || (expanded.names.length > 0 && expanded.names.every((name) => state.shown.has(name)));
  for (const name of expanded.names) state.shown.add(name);
  const inside = { ...place, stack: [...place.stack, ...expanded.names], quiet: wasShown };
  return showExpanded(expanded.schema, inside, state);
};

/** A schema without `$ref` and `allOf` at its top. */
const showExpanded = (schema: JsonObject, place: ShowPlace, state: ShowState): JsonObject => {
  if (listAt(schema, "anyOf").length > 0) return showChoice(schema, place, state, showers);
  const types = typesOf(schema);
  const concrete = types.filter((type) => type !== "null");
  if (concrete.length > 1) return showSeveral(schema, concrete, place, state, types.includes("null"));
  const type = concrete[0] ?? inferType(schema);
  const shown = showOne(schema, type, place, state);
  const takesNull = types.includes("null") && concrete.length > 0 && !place.dropNull;
  return takesNull ? withNull(shown) : shown;
};

const showOne = (schema: JsonObject, type: JsonType | undefined, place: ShowPlace, state: ShowState): JsonObject => {
  if (type === "object") return showObject(schema, place, state, showSchema);
  if (type === "array") return showArray(schema, place, state);
  return showScalar(schema, type, place, state.limits);
};

const showArray = (schema: JsonObject, place: ShowPlace, state: ShowState): JsonObject => {
  const notes: string[] = [];
  const tuple = listAt(schema, "prefixItems").filter(isObject);
  const items = tuple.length > 0 ? tupleItems(tuple) : (objectAt(schema, "items") ?? {});
  if (tuple.length > 0) notes.push(`Exactly ${tuple.length} items in this order.`);
  const below = { ...place, at: [...place.at, "*"], depth: place.depth + 1 };
  const isFar = place.depth > state.limits.depth + maxSkeleton || state.nodes > state.limits.nodes * 2;
  if (isFar) state.cuts.push({ at: below.at, reason: "depth", fields: [] });
  const shownItems = isFar ? {} : showSchema(items, below, state);
  const shown: JsonObject = { type: "array" };
  addDescription(shown, schema, notes, place, state);
  shown["items"] = shownItems;
  for (const key of ["minItems", "maxItems"]) {
    const count = get(schema, key);
    if (typeof count === "number" && count < 100_000) shown[key] = count;
  }
  return shown;
};

const tupleItems = (tuple: readonly JsonObject[]): JsonObject =>
  tuple.length === 1 ? (tuple[0] ?? {}) : { anyOf: [...tuple] };

const cycleStub = (
  referring: JsonObject,
  cycle: { readonly name: string; readonly schema: JsonObject },
  place: ShowPlace,
  state: ShowState,
): JsonObject => {
  state.cuts.push({ at: place.at, reason: "cycle", fields: [] });
  const note = `Same form as ${cycle.name.slice(0, 60)} above.`;
  const description = describeShown(textAt(referring, "description"), [note], state.limits.nestedText);
  const expanded = expand(cycle.schema, state.definitions, []);
  if (typesOf(expanded.schema).includes("array")) return { type: "array", description, items: {} };
  return { type: "object", description, ...requiredScalars(expanded.schema, place, state) };
};

/** What an object in a cycle cannot do without, as far as that is no object itself. */
const requiredScalars = (schema: JsonObject, place: ShowPlace, state: ShowState): JsonObject => {
  const properties = objectAt(schema, "properties") ?? {};
  const shown: JsonObject = {};
  for (const name of textsAt(schema, "required")) {
    const expanded = expand(get(properties, name), state.definitions, []);
    const type = typesOf(expanded.schema).find((item) => item !== "null");
    if (expanded.kind === "cycle" || type === undefined || type === "object" || type === "array" || !isLegalKey(name))
      continue;
    shown[name] = showScalar(expanded.schema, type, { ...place, at: [...place.at, name], quiet: true }, state.limits);
  }
  const names = Object.keys(shown);
  return names.length === 0 ? {} : { properties: shown, required: names };
};

const showSeveral = (
  schema: JsonObject,
  types: readonly JsonType[],
  place: ShowPlace,
  state: ShowState,
  nullable: boolean,
): JsonObject => {
  const { description: _text, default: _default, ...bare } = schema;
  const branches = types.map((type) => showOne({ ...bare, type }, type, place, state));
  const shown: JsonObject = {};
  addDescription(shown, schema, [], place, state);
  shown["anyOf"] = nullable && !place.dropNull ? [...branches, { type: "null" }] : branches;
  return shown;
};

const showers: Showers = { any: showSchema, expanded: showExpanded };
