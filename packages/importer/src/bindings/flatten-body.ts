import type { JsonObject } from "@breezeway/core";
import type { DefinitionList } from "../definitions/definition-list.ts";
import { get, isObject, listAt, objectAt, textsAt } from "../json/json-object.ts";
import { readDiscriminator } from "../schemas/discriminator.ts";
import { expand } from "../schemas/expand.ts";
import { mergeSchemas, typesOf } from "../schemas/merge-schemas.ts";
import { unionOfObjects } from "../schemas/union-objects.ts";

export interface FlatBody {
  /** An object with the properties that become arguments. */
  readonly schema: JsonObject;
  /** The document's schema, where the properties alone do not say all that must hold. */
  readonly whole: JsonObject | undefined;
  readonly notes: readonly string[];
  /** Several alternative forms were put together. */
  readonly isMerged: boolean;
}

const maxProperties = 400;

/** A body as an object with known properties; `undefined` where it is none, or where other keys may stand in it too. */
export const flattenBody = (schema: JsonObject, definitions: DefinitionList): FlatBody | undefined => {
  const expanded = expand(schema, definitions, []);
  if (expanded.kind === "cycle") return undefined;
  const choices = listAt(expanded.schema, "anyOf").filter(isObject);
  if (choices.length > 0) return mergedChoices(schema, expanded.schema, choices, definitions, expanded.names);
  if (!isPlainObject(expanded.schema)) return undefined;
  const least = get(expanded.schema, "minProperties");
  return {
    schema: expanded.schema,
    whole: typeof least === "number" && least > 0 ? schema : undefined,
    notes: [],
    isMerged: false,
  };
};

const isPlainObject = (schema: JsonObject): boolean => {
  const types = typesOf(schema);
  const names = Object.keys(objectAt(schema, "properties") ?? {});
  return (
    (types.length === 0 || types.includes("object")) &&
    types.filter((type) => type !== "null").length <= 1 &&
    names.length > 0 &&
    names.length <= maxProperties &&
    !isObject(get(schema, "additionalProperties")) &&
    get(schema, "patternProperties") === undefined
  );
};

const mergedChoices = (
  schema: JsonObject,
  outer: JsonObject,
  choices: readonly JsonObject[],
  definitions: DefinitionList,
  stack: readonly string[],
): FlatBody | undefined => {
  const { anyOf: _choices, ...base } = outer;
  const branches: JsonObject[] = [];
  for (const choice of choices) {
    const expanded = expand(choice, definitions, stack);
    if (expanded.kind === "cycle") return undefined;
    const types = typesOf(expanded.schema);
    if (types.length === 1 && types[0] === "null") continue;
    const inner =
      listAt(expanded.schema, "anyOf").length > 0 ? flattenBody(expanded.schema, definitions)?.schema : expanded.schema;
    const joined = inner === undefined ? undefined : mergeSchemas(base, inner);
    const isEmpty = joined !== undefined && Object.keys(objectAt(joined, "properties") ?? {}).length === 0;
    if (joined === undefined || (!isPlainObject(joined) && !(isEmpty && types[0] === "object"))) return undefined;
    branches.push(joined);
  }
  const united = unionOfObjects(branches);
  if (!isPlainObject(united.schema)) return undefined;
  return {
    schema: withKinds(united.schema, outer, choices),
    whole: schema,
    notes: choiceNotes(united.alternatives, branches.length),
    isMerged: true,
  };
};

/** The discriminating property with every value that it can have. */
const withKinds = (united: JsonObject, outer: JsonObject, choices: readonly JsonObject[]): JsonObject => {
  const discriminator = readDiscriminator(outer);
  const properties = objectAt(united, "properties") ?? {};
  const own = discriminator === undefined ? undefined : get(properties, discriminator.property);
  if (discriminator === undefined || !isObject(own)) return united;
  const values = choices.map((choice) => discriminator.valueOf(choice)).filter((value) => value !== undefined);
  if (values.length < choices.length) return united;
  const { description } = own;
  const kinds: JsonObject = {
    type: "string",
    enum: [...new Set(values)],
    ...(description === undefined ? {} : { description }),
  };
  return { ...united, properties: { ...properties, [discriminator.property]: kinds } };
};

const choiceNotes = (alternatives: readonly (readonly string[])[], branches: number): string[] => {
  const sets = alternatives.filter((set) => set.length > 0);
  if (branches < 2 || sets.length === 0) return [];
  const listed = sets.slice(0, 6).map((set) =>
    textsAt({ set: [...set] }, "set")
      .slice(0, 6)
      .join(" + "),
  );
  const open = sets.length < alternatives.length ? " (or none of these)" : "";
  return [`Give ${listed.join(", or ")}${open}.`];
};
