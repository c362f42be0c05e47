import type { JsonObject } from "@breezeway/core";
import { definitionName } from "../definitions/definition-list.ts";
import { get, isObject, objectAt, textAt } from "../json/json-object.ts";

export interface Discriminator {
  readonly property: string;
  /** The value that stands for a branch given by reference. */
  readonly valueOf: (branch: JsonObject) => string | undefined;
}

/** https://spec.openapis.org/oas/v3.1.1#discriminator-object: by mapping, else by the schema's own name. */
export const readDiscriminator = (schema: JsonObject): Discriminator | undefined => {
  const stated = objectAt(schema, "discriminator");
  const property = stated === undefined ? undefined : textAt(stated, "propertyName");
  if (stated === undefined || property === undefined) return undefined;
  const mapping = Object.entries(objectAt(stated, "mapping") ?? {});
  return {
    property,
    valueOf: (branch) => {
      const reference = textAt(branch, "$ref");
      const name = reference === undefined ? undefined : definitionName(reference);
      if (name === undefined) return undefined;
      const mapped = mapping.find(([, target]) => typeof target === "string" && target.split("/").at(-1) === name);
      return mapped?.[0] ?? name;
    },
  };
};

/** Says in a shown branch which value of the discriminating property goes with it. */
export const withDiscriminator = (shown: JsonObject, property: string, value: string | undefined): JsonObject => {
  const properties = objectAt(shown, "properties");
  const own = properties === undefined ? undefined : get(properties, property);
  if (value === undefined || properties === undefined || !isObject(own) || own["enum"] !== undefined) return shown;
  const { description } = own;
  const narrowed: JsonObject = { type: "string", enum: [value], ...(description === undefined ? {} : { description }) };
  return { ...shown, properties: { ...properties, [property]: narrowed } };
};
