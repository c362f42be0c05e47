import type { ArgumentOverride, JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, listAt, objectAt, sameJson, textAt, textsAt } from "../json/json-object.ts";
import type { OverrideConflict } from "./diff.ts";
import type { ToolPair } from "./match-tools.ts";

export type FoundConflict = Omit<OverrideConflict, "key" | "tool">;

/** Where the edit of one argument and the new document speak against each other. */
export const checkArgument = (pair: ToolPair, argument: string, edit: ArgumentOverride): FoundConflict[] => {
  const { before, after } = pair;
  const schema = get(objectAt(after.inputSchema, "properties") ?? {}, argument);
  const of = { field: "argument", argument } as const;
  if (!isObject(schema))
    return [{ ...of, message: `${argument} is gone; its edit is dropped.`, resolution: "dropped" }];
  const old = get(objectAt(before.inputSchema, "properties") ?? {}, argument);
  const hasValue = edit.fixed !== undefined || edit.default !== undefined;
  const wasRequired = textsAt(before.inputSchema, "required").includes(argument);
  const isRequired = textsAt(after.inputSchema, "required").includes(argument);
  return [
    ...(edit.hidden === true && !hasValue && isRequired && !wasRequired ? [hiddenNow(argument)] : []),
    ...checkValue(argument, edit.fixed ?? edit.default, { schema, old: isObject(old) ? old : undefined }),
    ...(isObject(old) ? checkDescription(argument, edit, { schema, old }) : []),
  ].map((conflict) => ({ ...of, ...conflict }));
};

type PartConflict = Omit<FoundConflict, "field" | "argument">;

const hiddenNow = (argument: string): PartConflict => ({
  part: "hidden",
  message: `You hide ${argument}, and the API requires it now. Give it a fixed value: until then the model sees it.`,
  resolution: "undecided",
  mine: { hidden: true },
  theirs: { required: true },
});

/** A value that the owner set and that the argument takes no longer. */
const checkValue = (
  argument: string,
  value: JsonValue | undefined,
  { schema, old }: { readonly schema: JsonObject; readonly old: JsonObject | undefined },
): PartConflict[] => {
  if (value === undefined || takes(schema, value) || (old !== undefined && !takes(old, value))) return [];
  return [
    {
      part: "value",
      message: `${argument} no longer takes the value that you set.`,
      resolution: "undecided",
      mine: value,
      ...(old && { before: limitsOf(old) }),
      theirs: limitsOf(schema),
    },
  ];
};

const checkDescription = (
  argument: string,
  { description: mine }: ArgumentOverride,
  { schema, old }: { readonly schema: JsonObject; readonly old: JsonObject },
): PartConflict[] => {
  const before = textAt(old, "description") ?? "";
  const theirs = textAt(schema, "description") ?? "";
  if (mine === undefined || before === theirs) return [];
  if (mine === theirs)
    return [
      {
        part: "description",
        message: `The document describes ${argument} as you do now.`,
        resolution: "dropped",
        mine,
      },
    ];
  return [
    {
      part: "description",
      message: `You and the document both changed how ${argument} is described.`,
      resolution: "undecided",
      mine,
      before,
      theirs,
    },
  ];
};

const takes = (schema: JsonObject, value: JsonValue): boolean => {
  const values = listAt(schema, "enum");
  if (values.length > 0) return values.some((item) => sameJson(item, value));
  const type = textAt(schema, "type");
  return type === undefined || fits(value, type);
};

/** What an argument takes, as far as it bears on a set value. */
const limitsOf = (schema: JsonObject): JsonObject => {
  const values = listAt(schema, "enum");
  return values.length > 0 ? { enum: values } : { type: textAt(schema, "type") ?? null };
};

const fits = (value: JsonValue, type: string): boolean => {
  switch (type) {
    case "string":
      return typeof value === "string" || typeof value === "number";
    case "integer":
    case "number":
      return (
        typeof value === "number" ||
        (typeof value === "string" && value.trim() !== "" && Number.isFinite(Number(value)))
      );
    case "boolean":
      return typeof value === "boolean";
    case "array":
      return Array.isArray(value);
    default:
      return typeof value === "object";
  }
};
