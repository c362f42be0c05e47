import type { JsonObject } from "@breezeway/core";
import { put, textAt } from "../json/json-object.ts";
import { describeShown } from "./shown-text.ts";
import type { ShowLimits, ShowPlace, ShowState } from "./show-types.ts";

/** Levels below the depth limit at which required fields still stand. */
export const maxSkeleton = 3;

/** An object whose fields are not shown, with their names. */
export const openObject = (fields: readonly string[], before = ""): JsonObject => {
  const listed = fields.slice(0, 12).join(", ") + (fields.length > 12 ? ` and ${fields.length - 12} more` : "");
  const note = fields.length === 0 ? "" : `Fields: ${listed}.`;
  const description = [before, note].filter((text) => text !== "").join(" ");
  return description === "" ? { type: "object" } : { type: "object", description };
};

/** Null as a choice of its own: clients refuse a list of types. */
export const withNull = (shown: JsonObject): JsonObject => {
  const { description, default: fallback, ...bare } = shown;
  if (Array.isArray(bare["anyOf"])) return { ...shown, anyOf: [...bare["anyOf"], { type: "null" }] };
  const wrapped: JsonObject = {};
  if (description !== undefined) wrapped["description"] = description;
  wrapped["anyOf"] = [bare, { type: "null" }];
  if (fallback !== undefined) put(wrapped, "default", fallback);
  return wrapped;
};

export const addDescription = (
  shown: JsonObject,
  schema: JsonObject,
  notes: readonly string[],
  place: ShowPlace,
  state: Pick<ShowState, "limits">,
): void => {
  const description = describeShown(proseOf(schema, place), notes, textLimit(place, state.limits));
  if (description !== "") shown["description"] = description;
};

export const textLimit = (place: ShowPlace, limits: ShowLimits): number =>
  place.at.length <= 1 ? limits.argumentText : limits.nestedText;

/** The schema's own prose, unless the same form was described before in this tool. */
export const proseOf = (schema: JsonObject, place: ShowPlace): string | undefined =>
  place.quiet === true && place.at.length > 1 ? undefined : textAt(schema, "description");
