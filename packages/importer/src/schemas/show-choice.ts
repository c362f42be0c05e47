import type { JsonObject } from "@breezeway/core";
import { isObject, listAt, objectAt, textAt, textOfValue, textsAt } from "../json/json-object.ts";
import { inferType } from "./canonical-type.ts";
import { readDiscriminator, withDiscriminator } from "./discriminator.ts";
import { expand } from "./expand.ts";
import { mergeSchemas, typesOf } from "./merge-schemas.ts";
import { addDescription, withNull } from "./show-parts.ts";
import type { Showers, ShowPlace, ShowState } from "./show-types.ts";
import { unionOfObjects } from "./union-objects.ts";

/** `anyOf`: one branch is taken in; overlapping objects are united; the rest stays a choice of at most a few. */
export const showChoice = (schema: JsonObject, place: ShowPlace, state: ShowState, show: Showers): JsonObject => {
  const { anyOf: _branches, ...base } = schema;
  const listed = listAt(schema, "anyOf").filter(isObject);
  const real = listed.filter((branch) => !isNullSchema(branch));
  const takesNull = (real.length < listed.length || typesOf(base).includes("null")) && !place.dropNull;
  const names = requiredOnly(real);
  const shown =
    names === undefined
      ? showBranches(base, real, place, state, show)
      : show.expanded(withNote(base, `Give at least one of: ${names.join(", ")}.`), place, state);
  return takesNull ? withNull(shown) : shown;
};

const isNullSchema = (schema: JsonObject): boolean => {
  const types = typesOf(schema);
  const values = listAt(schema, "enum");
  return (types.length === 1 && types[0] === "null") || (values.length === 1 && values[0] === null);
};

/** Branches that only say which properties must be there. */
const requiredOnly = (branches: readonly JsonObject[]): string[] | undefined => {
  if (branches.length === 0 || !branches.every(isBare)) return branches.length === 0 ? [] : undefined;
  return [...new Set(branches.flatMap((branch) => textsAt(branch, "required")))];
};

const isBare = (branch: JsonObject): boolean =>
  Object.keys(branch).every((key) => ["required", "type", "title", "description"].includes(key)) &&
  textsAt(branch, "required").length > 0;

const withNote = (schema: JsonObject, note: string): JsonObject => {
  if (note.endsWith(": .")) return schema;
  const text = textAt(schema, "description");
  return { ...schema, description: text === undefined ? note : `${text} ${note}` };
};

interface Branch {
  readonly raw: JsonObject;
  readonly schema: JsonObject;
  readonly isCycle: boolean;
}

const showBranches = (
  base: JsonObject,
  raw: readonly JsonObject[],
  place: ShowPlace,
  state: ShowState,
  show: Showers,
): JsonObject => {
  const bare = Object.keys(base).every((key) =>
    ["description", "title", "default", "discriminator", "examples", "xml"].includes(key),
  );
  const branches = distinct(raw.map((branch) => joined(base, bare, branch, place, state)));
  const first = branches[0];
  if (first === undefined) return show.expanded(base, place, state);
  if (branches.length === 1)
    return show.any(keepText(base, bare ? first.raw : { allOf: [base, first.raw] }), place, state);
  const open = branches.filter((branch) => !branch.isCycle).map((branch) => branch.schema);
  if (open.length === branches.length) {
    const united = unite(open);
    if (united !== undefined) return show.expanded(mergeSchemas(annotationsOf(base), united), place, state);
  }
  return showVariants(base, branches, place, state, show);
};

const joined = (base: JsonObject, bare: boolean, raw: JsonObject, place: ShowPlace, state: ShowState): Branch => {
  const whole = bare ? raw : { allOf: [withoutText(base), raw] };
  const expanded = expand(whole, state.definitions, place.stack);
  return { raw: whole, schema: expanded.schema, isCycle: expanded.kind === "cycle" };
};

const distinct = (branches: readonly Branch[]): Branch[] => {
  const seen = new Set<string>();
  return branches.filter((branch) => {
    const identity = JSON.stringify(branch.raw);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
};

const annotationsOf = (schema: JsonObject): JsonObject => {
  const kept: JsonObject = {};
  for (const key of ["description", "default", "examples"]) {
    const value = schema[key];
    if (value !== undefined) kept[key] = value;
  }
  return kept;
};

const withoutText = ({ description: _text, default: _default, ...rest }: JsonObject): JsonObject => rest;

const keepText = (base: JsonObject, schema: JsonObject): JsonObject => {
  const text = textAt(base, "description");
  return text === undefined ? schema : { ...schema, description: text };
};

const typeOf = (schema: JsonObject): string | undefined =>
  typesOf(schema).find((type) => type !== "null") ?? inferType(schema);

/** Several branches as one schema, where that loses nothing. */
const unite = (branches: readonly JsonObject[]): JsonObject | undefined => {
  const types = new Set(branches.map(typeOf));
  const type = [...types][0];
  if (types.size !== 1 || type === undefined || branches.some((branch) => listAt(branch, "anyOf").length > 0))
    return undefined;
  if (type === "object") {
    const allOptional = branches.every(
      (branch) => textsAt(branch, "required").length === 0 && objectAt(branch, "properties"),
    );
    return allOptional && !hasKinds(branches) ? unionOfObjects(branches).schema : undefined;
  }
  if (type === "array") return undefined;
  const enums = branches.map((branch) => listAt(branch, "enum"));
  if (enums.every((values) => values.length > 0)) return { ...branches[0], enum: [...new Set(enums.flat())] };
  if (
    type === "string" &&
    branches.some((branch) => Object.keys(branch).every((key) => ["type", "title", "description"].includes(key)))
  ) {
    const described = branches.map((branch) => textAt(branch, "description")).find((text) => text !== undefined);
    const known = [...new Set(enums.flat())].slice(0, 12).map((value) => textOfValue(value));
    const note = known.length > 0 ? `For example ${known.join(", ")}.` : "";
    const text = [described ?? "", note].filter((part) => part !== "").join(" ");
    return text === "" ? { type } : { type, description: text };
  }
  return undefined;
};

/** A property whose listed values differ from branch to branch tells them apart: uniting them would lose which goes with what. */
const hasKinds = (branches: readonly JsonObject[]): boolean => {
  const seen = new Map<string, Set<string>>();
  for (const branch of branches)
    for (const [name, value] of Object.entries(objectAt(branch, "properties") ?? {})) {
      const values = isObject(value) ? listAt(value, "enum").map(textOfValue) : [];
      if (values.length === 0) continue;
      const known = seen.get(name);
      if (known !== undefined && !values.some((item) => known.has(item))) return true;
      seen.set(name, new Set([...(known ?? []), ...values]));
    }
  return false;
};

const showVariants = (
  base: JsonObject,
  branches: readonly Branch[],
  place: ShowPlace,
  state: ShowState,
  show: Showers,
): JsonObject => {
  const kept = branches.slice(0, state.limits.variants);
  const notes: string[] = [];
  if (kept.length < branches.length) {
    const left = branches
      .slice(kept.length)
      .map((branch, index) => textAt(branch.schema, "title") ?? `variant ${kept.length + index + 1}`);
    state.cuts.push({ at: place.at, reason: "variants", fields: left });
    notes.push(`${left.length} more forms are possible.`);
  }
  const shown: JsonObject = {};
  addDescription(shown, base, notes, place, state);
  const discriminator = readDiscriminator(base);
  const variants = kept.map((branch) => {
    const variant = show.any(branch.raw, place, state);
    return discriminator === undefined
      ? variant
      : withDiscriminator(variant, discriminator.property, discriminator.valueOf(branch.raw));
  });
  const unique = [...new Map(variants.map((variant) => [JSON.stringify(variant), variant])).values()];
  const only = unique[0];
  if (unique.length === 1 && only !== undefined) return { ...only, ...shown };
  shown["anyOf"] = unique.flatMap((variant) => flatVariant(variant));
  return shown;
};

/** A choice inside a choice is one choice. */
const flatVariant = (variant: JsonObject): JsonObject[] =>
  Object.keys(variant).length === 1 && Array.isArray(variant["anyOf"]) ? variant["anyOf"].filter(isObject) : [variant];
