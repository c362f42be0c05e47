import type { JsonObject, JsonValue } from "@breezeway/core";
import { parseValue, showValue } from "../tools/argument-value.ts";
import { type FormField, isSchema } from "./form-fields.ts";

/** What was typed, by the path of its field; a list for fields that take several values. */
export type Typed = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Under this path stand all arguments as JSON, in place of the form. */
export const wholePath = "";

export interface BuiltArguments {
  arguments: JsonObject;
  /** Paths whose text is no value of their type. */
  bad: readonly string[];
}

export const typedText = (typed: Typed, path: string): string => {
  const value = typed[path];
  return typeof value === "string" ? value : "";
};

export const typedList = (typed: Typed, path: string): readonly string[] => {
  const value = typed[path];
  return value === undefined || typeof value === "string" ? [] : value;
};

/** What was typed into a list's field and not added yet: it counts, too. */
export const entryPath = (path: string): string => `${path}/-`;

/** What was typed as arguments of a call; an empty field is left out. */
export const buildArguments = (fields: readonly FormField[], typed: Typed): BuiltArguments => {
  if (typed[wholePath] !== undefined) {
    const whole = parseJson(typedText(typed, wholePath));
    return isSchema(whole) ? { arguments: whole, bad: [] } : { arguments: {}, bad: [wholePath] };
  }
  const bad = new Set<string>();
  return { arguments: build({ fields, typed, bad, isWanted: true }), bad: [...bad] };
};

interface Building {
  typed: Typed;
  bad: Set<string>;
  /** The object is sent even when nothing in it was filled in. */
  isWanted: boolean;
}

const build = ({ fields, ...building }: Building & { fields: readonly FormField[] }): JsonObject =>
  Object.fromEntries(
    fields.flatMap((field): [string, JsonValue][] => {
      const value = readField(field, building);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );

const readField = (field: FormField, building: Building): JsonValue | undefined => {
  const { typed, bad, isWanted } = building;
  const keep = (value: JsonValue | undefined): JsonValue | undefined => {
    if (value === undefined) bad.add(field.path);
    return value;
  };
  switch (field.kind) {
    case "group": {
      const isSent = (isWanted && field.required) || isStarted(field, typed);
      return isSent ? build({ fields: field.fields, typed, bad, isWanted: true }) : undefined;
    }
    case "list":
    case "choices": {
      const entering = typedText(typed, entryPath(field.path));
      const entries = [...typedList(typed, field.path), ...(entering === "" ? [] : [entering])];
      if (entries.length === 0) return undefined;
      const values = entries.map((entry) => (field.kind === "list" ? parseValue(entry, field.item) : parseJson(entry)));
      const known = values.filter((value) => value !== undefined);
      return keep(known.length === values.length ? known : undefined);
    }
    case "choice": {
      const text = typedText(typed, field.path);
      return text === "" ? undefined : keep(parseJson(text));
    }
    case "text":
    case "number":
    case "boolean":
    case "json": {
      const text = typedText(typed, field.path);
      return text === "" ? undefined : keep(parseValue(text, field.schema));
    }
  }
};

/** Whether anything in the object was filled in: from then on, what it requires is required. */
export const isStarted = (field: FormField, typed: Typed): boolean =>
  field.kind === "group"
    ? field.fields.some((inner) => isStarted(inner, typed))
    : [field.path, entryPath(field.path)].some((path) => (typed[path] ?? "").length > 0);

const parseJson = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
};

/** The other way round: arguments as they would be typed; `undefined` where the form has no place for them. */
export const fillIn = (fields: readonly FormField[], given: JsonObject): Typed | undefined => {
  const typed = Object.fromEntries(typedEntries(fields, given));
  const built = buildArguments(fields, typed);
  return built.bad.length === 0 && isSame(built.arguments, given) ? typed : undefined;
};

const typedEntries = (
  fields: readonly FormField[],
  given: JsonObject,
): [path: string, value: string | readonly string[]][] =>
  fields.flatMap((field): [string, string | readonly string[]][] => {
    const value = given[field.name];
    if (value === undefined) return [];
    switch (field.kind) {
      case "group":
        return isSchema(value) ? typedEntries(field.fields, value) : [];
      case "list":
        return Array.isArray(value) ? [[field.path, value.map(showValue)]] : [];
      case "choices":
        return Array.isArray(value) ? [[field.path, value.map((entry) => JSON.stringify(entry))]] : [];
      case "choice":
        return [[field.path, JSON.stringify(value)]];
      case "json":
        return [[field.path, JSON.stringify(value, null, 2)]];
      case "text":
      case "number":
      case "boolean":
        return [[field.path, showValue(value)]];
    }
  });

const isSame = (one: JsonValue | undefined, other: JsonValue | undefined): boolean => {
  if (Array.isArray(one) && Array.isArray(other))
    return one.length === other.length && one.every((entry, index) => isSame(entry, other[index]));
  if (isSchema(one) && isSchema(other)) {
    const names = Object.keys(one);
    return names.length === Object.keys(other).length && names.every((name) => isSame(one[name], other[name]));
  }
  return one === other;
};
