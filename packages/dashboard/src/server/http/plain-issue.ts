import type { z } from "zod";

/** What a schema without words of its own says of a value that does not fit: a sentence that can stand under a field. */
export const plainIssue = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "This is missing." : wanted(issue.expected);
    case "too_small":
      return tooSmall(issue.origin, Number(issue.minimum));
    case "too_big":
      return tooBig(issue.origin, Number(issue.maximum));
    case "invalid_value":
      return issue.input === undefined ? "This is missing." : `Choose one of: ${issue.values.map(String).join(", ")}.`;
    case "invalid_format":
      return formats[issue.format] ?? "This is not in the form that is wanted here.";
    case "unrecognized_keys":
      return issue.keys.length === 1
        ? `There is no field named ${shorten(issue.keys[0])} here.`
        : `There are no fields named ${issue.keys.slice(0, 5).map(shorten).join(", ")} here.`;
    case "invalid_union":
      return "This has none of the forms that are taken here.";
    default:
      return "This value is not taken here.";
  }
};

const kinds: Readonly<Record<string, string>> = {
  string: "Give a text.",
  number: "Give a number.",
  int: "Give a whole number.",
  boolean: "Give true or false.",
  array: "Give a list.",
  object: "Give an object.",
  record: "Give an object.",
};
const wanted = (expected: string): string => kinds[expected] ?? "This is of another kind than is wanted here.";

const tooSmall = (origin: string, minimum: number): string => {
  if (origin === "string") return minimum === 1 ? "Fill this in." : `Use at least ${minimum} characters.`;
  if (origin === "array") return minimum === 1 ? "Give at least one." : `Give at least ${minimum}.`;
  return `Use ${minimum} or more.`;
};

const tooBig = (origin: string, maximum: number): string => {
  if (origin === "string") return `Use at most ${maximum} characters.`;
  if (origin === "array") return `Give at most ${maximum}.`;
  return `Use ${maximum} or less.`;
};

const formats: Readonly<Record<string, string>> = {
  email: "Enter an e-mail address.",
  url: "Enter an address that begins with https://.",
  datetime: "Give a moment in UTC, such as 2026-01-31T12:00:00Z.",
  base64: "Give bytes in base64.",
};

/** A name that the caller made up: quoted and bounded. */
const shorten = (name = ""): string => `“${name.length > 60 ? `${name.slice(0, 60)}…` : name}”`;
