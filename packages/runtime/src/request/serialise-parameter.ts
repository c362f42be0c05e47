import type { JsonObject, JsonValue, ParameterStyle } from "@breezeway/core";

/**
 * OpenAPI's table of style × explode × type: https://spec.openapis.org/oas/v3.1.1#style-values
 * Every function returns text that is encoded already; `encode` is applied to names and values, never to delimiters.
 */
export interface SerialiseInput {
  readonly name: string;
  readonly value: JsonValue;
  readonly explode: boolean;
  readonly encode: (text: string) => string;
}

/** A primitive as text; what is nested deeper than the styles reach travels as JSON. */
export const textOf = (value: JsonValue): string => {
  if (typeof value === "string") return value;
  return value === null ? "" : typeof value === "object" ? JSON.stringify(value) : String(value);
};

const isObject = (value: JsonValue): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

type Pair = readonly [string, string];

const encodedPairs = (value: JsonObject, encode: (text: string) => string): Pair[] =>
  Object.entries(value).map(([key, item]) => [encode(key), encode(textOf(item))]);

const encodedItems = (value: JsonValue[], encode: (text: string) => string): string[] =>
  value.map((item) => encode(textOf(item)));

/** `simple`: path and header. */
export const serialiseSimple = ({ value, explode, encode }: SerialiseInput): string => {
  if (Array.isArray(value)) return encodedItems(value, encode).join(",");
  if (isObject(value))
    return encodedPairs(value, encode)
      .map((pair) => pair.join(explode ? "=" : ","))
      .join(",");
  return encode(textOf(value));
};

/** `label`: path. */
export const serialiseLabel = ({ value, explode, encode }: SerialiseInput): string => {
  const delimiter = explode ? "." : ",";
  if (Array.isArray(value)) return `.${encodedItems(value, encode).join(delimiter)}`;
  if (isObject(value))
    return `.${encodedPairs(value, encode)
      .map((pair) => pair.join(explode ? "=" : ","))
      .join(delimiter)}`;
  return `.${encode(textOf(value))}`;
};

/** `matrix`: path. */
export const serialiseMatrix = ({ name, value, explode, encode }: SerialiseInput): string => {
  const key = encode(name);
  if (Array.isArray(value)) {
    const items = encodedItems(value, encode);
    return explode ? items.map((item) => `;${key}=${item}`).join("") : `;${key}=${items.join(",")}`;
  }
  if (isObject(value)) {
    const pairs = encodedPairs(value, encode);
    return explode
      ? pairs.map((pair) => `;${pair.join("=")}`).join("")
      : `;${key}=${pairs.map((pair) => pair.join(",")).join(",")}`;
  }
  const text = encode(textOf(value));
  return text === "" ? `;${key}` : `;${key}=${text}`;
};

const delimiters = { form: ",", spaceDelimited: "%20", pipeDelimited: "%7C" } as const;

/** `form`, `spaceDelimited`, `pipeDelimited`: `name=value` pairs of a query, cookie or form body; none for an empty list. */
export const serialiseForm = (
  { name, value, explode, encode }: SerialiseInput,
  style: keyof typeof delimiters = "form",
): string[] => {
  const key = encode(name);
  if (Array.isArray(value)) {
    const items = encodedItems(value, encode);
    if (items.length === 0) return [];
    return explode ? items.map((item) => `${key}=${item}`) : [`${key}=${items.join(delimiters[style])}`];
  }
  if (isObject(value)) {
    const pairs = encodedPairs(value, encode);
    if (pairs.length === 0) return [];
    return explode ? pairs.map((pair) => pair.join("=")) : [`${key}=${pairs.flat().join(delimiters[style])}`];
  }
  return [`${key}=${encode(textOf(value))}`];
};

/** `deepObject`: `name[key]=value`. Deeper levels and lists go on the same way, as the servers that read them do. */
export const serialiseDeepObject = ({ name, value, encode }: SerialiseInput): string[] => {
  const pairs: string[] = [];
  const walk = (key: string, item: JsonValue): void => {
    if (Array.isArray(item)) for (const entry of item) pairs.push(`${key}=${encode(textOf(entry))}`);
    else if (isObject(item))
      for (const [inner, entry] of Object.entries(item)) walk(`${key}%5B${encode(inner)}%5D`, entry);
    else pairs.push(`${key}=${encode(textOf(item))}`);
  };
  walk(encode(name), value);
  return pairs;
};

/** Pairs for a query, cookie or form body by the binding's style. */
export const serialisePairs = (style: ParameterStyle, input: SerialiseInput): string[] => {
  if (style === "deepObject") return serialiseDeepObject(input);
  return serialiseForm(input, style === "spaceDelimited" || style === "pipeDelimited" ? style : "form");
};

/** One path value by the binding's style. */
export const serialisePathValue = (style: ParameterStyle, input: SerialiseInput): string => {
  if (style === "label") return serialiseLabel(input);
  return style === "matrix" ? serialiseMatrix(input) : serialiseSimple(input);
};
