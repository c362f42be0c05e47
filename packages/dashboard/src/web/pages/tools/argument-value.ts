import type { ArgumentOverride, JsonSchema, JsonValue } from "@breezeway/core";

export type Treatment = "open" | "default" | "fixed" | "hidden";

export const treatmentOf = (override: ArgumentOverride | null): Treatment => {
  if (override?.fixed !== undefined) return "fixed";
  if (override?.hidden === true) return "hidden";
  return override?.default === undefined ? "open" : "default";
};

const typesOf = (schema: JsonSchema): string[] => {
  const { type } = schema;
  if (typeof type === "string") return [type];
  return Array.isArray(type) ? type.filter((entry): entry is string => typeof entry === "string") : [];
};

/** What was typed as a value of the argument: plain text for strings, JSON for everything else; `undefined` where it fits nothing. */
export const parseValue = (typed: string, schema: JsonSchema): JsonValue | undefined => {
  const types = typesOf(schema);
  if (types.length === 1 && types[0] === "string") return typed;
  try {
    const value = JSON.parse(typed) as JsonValue;
    if (types.length === 0 || types.includes(typeOf(value)) || (types.includes("number") && typeof value === "number"))
      return value;
  } catch {
    // Not JSON: it can still be a plain string.
  }
  return types.length === 0 || types.includes("string") ? typed : undefined;
};

const typeOf = (value: JsonValue): string => {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
};

/** The other way round: strings plain, everything else as JSON. */
export const showValue = (value: JsonValue | undefined): string => {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
};

/** The override that a treatment makes; `null` when nothing differs from the document. */
export const toOverride = (input: {
  treatment: Treatment;
  value: JsonValue | undefined;
  description: string | undefined;
}): ArgumentOverride | null => {
  const override: ArgumentOverride = {
    ...(input.treatment === "fixed" && input.value !== undefined && { fixed: input.value }),
    ...(input.treatment === "default" && input.value !== undefined && { default: input.value }),
    ...(input.treatment === "hidden" && { hidden: true }),
    ...(input.description !== undefined && { description: input.description }),
  };
  return Object.keys(override).length === 0 ? null : override;
};
