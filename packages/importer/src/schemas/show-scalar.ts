import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isTrue, listAt, textAt, textOfValue } from "../json/json-object.ts";
import { fitsType, typeOfValue } from "./canonical-type.ts";
import type { JsonType } from "./canonical-type.ts";
import { proseOf, textLimit } from "./show-parts.ts";
import { describeShown } from "./shown-text.ts";
import type { ShowLimits, ShowPlace } from "./show-types.ts";

// Formats that every client's schema checker takes; the others become words.
const keptFormats = new Set(["date-time"]);
const formatHints: Readonly<Record<string, readonly [RegExp, string]>> = {
  date: [/\bdate\b|\d{4}-\d{2}|yyyy/i, "Date (YYYY-MM-DD)."],
  time: [/\btime\b/i, "Time (HH:MM:SS)."],
  duration: [/duration|ISO.?8601/i, "ISO 8601 duration."],
  uuid: [/uuid|guid/i, "UUID."],
  uri: [/\bur[il]\b|link|address/i, "URI."],
  url: [/\bur[il]\b|link|address/i, "URL."],
  email: [/mail/i, "E-mail address."],
  byte: [/base.?64/i, "Base64."],
  binary: [/binary|base.?64/i, "Binary."],
};

const digits = "^\\d+$";

/** A string, number, boolean, null or a value of any type. */
export const showScalar = (
  schema: JsonObject,
  type: JsonType | undefined,
  place: ShowPlace,
  limits: ShowLimits,
): JsonObject => {
  const shown: JsonObject = {};
  const notes: string[] = [];
  const format = textAt(schema, "format");
  const isBigId = type === "integer" && format === "int64" && isIdName(place.at);
  if (isBigId && place.dropNull) shown["type"] = "string";
  else if (type !== undefined && !isBigId) shown["type"] = type;
  const hint = format !== undefined && Object.hasOwn(formatHints, format) ? formatHints[format] : undefined;
  const text = textAt(schema, "description");
  if (hint !== undefined && type === "string" && !hint[0].test(`${text ?? ""} ${place.at.at(-1) ?? ""}`))
    notes.push(hint[1]);
  addEnum(shown, schema, type, notes, limits);
  if (isTrue(schema, "deprecated")) notes.push("Deprecated.");
  addExample(schema, shown, notes);
  const description = describeShown(proseOf(schema, place), notes, textLimit(place, limits));
  if (description !== "") shown["description"] = description;
  // 2^53 is too small for ids, and upstreams answer them as text; in a URL they are text anyway.
  if (isBigId && place.dropNull) shown["pattern"] = digits;
  else if (isBigId) shown["anyOf"] = [{ type: "integer" }, { type: "string", pattern: digits }];
  if (type === "string") addStringLimits(shown, schema, format);
  if (type === "integer" || type === "number") addNumberLimits(shown, schema, format);
  const fallback = get(schema, "default");
  // `false` is what leaving a flag out means to everyone.
  if (
    fallback !== false &&
    fallback !== undefined &&
    fallback !== null &&
    isShortScalar(fallback) &&
    fitsType(fallback, type === undefined ? [] : [type])
  )
    shown["default"] = fallback;
  return shown;
};

/** Whether the value, or the list it stands in, is named as an id. */
const isIdName = (at: readonly string[]): boolean =>
  /(?:^|[-_.])ids?(?:$|[-_.])|[a-z0-9](?:Id|ID)s?$|^IDs?$/.test(at.findLast((step) => step !== "*") ?? "");

const addEnum = (
  shown: JsonObject,
  schema: JsonObject,
  type: JsonType | undefined,
  notes: string[],
  limits: ShowLimits,
): void => {
  const values = listAt(schema, "enum").filter((value) => value !== null);
  if (values.length === 0) return;
  if (values.length > limits.enumValues) {
    const listed = values.slice(0, 10).map(textOfValue).join(", ");
    notes.push(`One of ${values.length} values, such as ${listed}.`);
    return;
  }
  // Some clients take an enum of strings only.
  if (type === "string" || (type === undefined && values.every((value) => typeof value === "string"))) {
    shown["type"] = "string";
    shown["enum"] = values.filter((value) => typeof value === "string");
  } else if (values.every((value) => typeof value === "number" || typeof value === "boolean")) {
    const only = values.map((value) => String(value)).join(", ");
    if (typeof values[0] === "boolean" || values.length > 1) notes.push(`One of ${only}.`);
    else notes.push(`Always ${only}.`);
    shown["type"] ??= typeOfValue(values[0] ?? 0);
  }
};

const addExample = (schema: JsonObject, shown: JsonObject, notes: string[]): void => {
  if (shown["enum"] !== undefined || get(schema, "default") !== undefined) return;
  const example = listAt(schema, "examples")[0];
  if (typeof example !== "string" || example === "" || example.length > 40) return;
  if ((textAt(schema, "description") ?? "").includes(example)) return;
  notes.push(`Example: ${example}`);
};

const addStringLimits = (shown: JsonObject, schema: JsonObject, format: string | undefined): void => {
  if (format !== undefined && keptFormats.has(format)) shown["format"] = format;
  const pattern = textAt(schema, "pattern");
  // Look-around and Unicode classes are what clients' engines refuse.
  if (pattern !== undefined && pattern.length <= 80 && !/\(\?|\\[pPuxkK]|\\[1-9]/.test(pattern) && isRegExp(pattern))
    shown["pattern"] = pattern;
  for (const key of ["minLength", "maxLength"]) {
    const count = get(schema, key);
    if (typeof count === "number" && count < 100_000) shown[key] = count;
  }
};

const isRegExp = (pattern: string): boolean => {
  try {
    return new RegExp(pattern, "u") instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
};

const addNumberLimits = (shown: JsonObject, schema: JsonObject, format: string | undefined): void => {
  for (const key of ["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"] as const) {
    const bound = get(schema, key);
    if (typeof bound !== "number") continue;
    // Bounds of the number type itself, and "not negative", tell a model nothing.
    const isTypeBound =
      format === "int64" || Math.abs(bound) >= 2_147_483_647 || (key === "minimum" && (bound === 0 || bound === 1));
    if (isTypeBound) continue;
    const plain = key === "exclusiveMinimum" || key === "exclusiveMaximum";
    if (plain && shown["type"] === "integer")
      shown[key === "exclusiveMinimum" ? "minimum" : "maximum"] = bound + (key === "exclusiveMinimum" ? 1 : -1);
    else shown[key] = bound;
  }
};

const isShortScalar = (value: JsonValue): boolean =>
  typeof value === "number" || typeof value === "boolean" || (typeof value === "string" && value.length <= 200);
