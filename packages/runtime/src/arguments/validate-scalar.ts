import type { JsonSchema } from "@breezeway/core";
import { quote } from "./describe.ts";
import { matcherOf } from "./pattern.ts";
import { own } from "./schema-view.ts";

const limitOf = (schema: JsonSchema, keyword: string): number | undefined => {
  const value = own(schema, keyword);
  return typeof value === "number" ? value : undefined;
};

/** What is wrong with a number, in words. */
export const checkNumber = (value: number, schema: JsonSchema): string[] => {
  const messages: string[] = [];
  const least = limitOf(schema, "minimum");
  const most = limitOf(schema, "maximum");
  const isLeastExcluded = own(schema, "exclusiveMinimum") === true;
  const isMostExcluded = own(schema, "exclusiveMaximum") === true;
  if (least !== undefined && (value < least || (isLeastExcluded && value === least)))
    messages.push(`must be ${isLeastExcluded ? "more than" : "at least"} ${least}, but is ${value}`);
  if (most !== undefined && (value > most || (isMostExcluded && value === most)))
    messages.push(`must be ${isMostExcluded ? "less than" : "at most"} ${most}, but is ${value}`);
  const above = limitOf(schema, "exclusiveMinimum");
  const below = limitOf(schema, "exclusiveMaximum");
  if (above !== undefined && value <= above) messages.push(`must be more than ${above}, but is ${value}`);
  if (below !== undefined && value >= below) messages.push(`must be less than ${below}, but is ${value}`);
  const step = limitOf(schema, "multipleOf");
  if (step !== undefined && step > 0 && !isMultiple(value, step))
    messages.push(`must be a multiple of ${step}, but is ${value}`);
  return messages;
};

const isMultiple = (value: number, step: number): boolean => {
  const quotient = value / step;
  return Math.abs(quotient - Math.round(quotient)) < 1e-9 * Math.max(1, Math.abs(quotient));
};

// Linear time adds up too: the upstream judges what is longer.
const maxMatchedCharacters = 10_000;

/** What is wrong with a text, in words. */
export const checkText = (value: string, schema: JsonSchema): string[] => {
  const messages: string[] = [];
  const fewest = limitOf(schema, "minLength");
  const most = limitOf(schema, "maxLength");
  if (fewest !== undefined && lengthOf(value, fewest) < fewest)
    messages.push(`must have at least ${fewest} characters`);
  if (most !== undefined && value.length > most && lengthOf(value, Infinity) > most)
    messages.push(`must have at most ${most} characters, but has ${lengthOf(value, Infinity)}`);
  const pattern = own(schema, "pattern");
  if (typeof pattern === "string" && value.length <= maxMatchedCharacters && matcherOf(pattern)?.(value) === false)
    messages.push(`must match the pattern ${quote(pattern)}, but is ${quote(value)}`);
  return messages;
};

/** JSON Schema counts code points; counting stops where the answer is known. */
const lengthOf = (text: string, enough: number): number => {
  if (text.length / 2 >= enough) return text.length;
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};
