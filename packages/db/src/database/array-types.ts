import type { PostgresType } from "postgres";

type ArrayElement = string | number | boolean | Date | null | undefined;

const quoteElement = (element: ArrayElement): string => {
  if (element === null || element === undefined) return "NULL";
  if (typeof element === "number" || typeof element === "boolean") return String(element);
  if (element instanceof Date) return element.toISOString();
  return `"${element.replace(/["\\]/g, "\\$&")}"`;
};

/** A one-dimensional PostgreSQL array literal. https://www.postgresql.org/docs/18/arrays.html#ARRAYS-IO */
export const arrayLiteral = (elements: readonly ArrayElement[]): string => `{${elements.map(quoteElement).join(",")}}`;

const elementPattern = /"((?:[^"\\]|\\.)*)"|([^,{}]+)/g;

const parseElements = (literal: string): (string | null)[] =>
  Array.from(literal.matchAll(elementPattern), ([, quoted, plain]) =>
    quoted === undefined ? (plain === "NULL" ? null : (plain ?? null)) : quoted.replace(/\\(.)/g, "$1"),
  );

/** A text is taken to be a literal already. */
const serialize = (value: string | readonly ArrayElement[]): string =>
  typeof value === "string" ? value : arrayLiteral(value);
const arrayType = (oid: number, parse: (element: string) => unknown): PostgresType => ({
  to: oid,
  from: [oid],
  serialize,
  parse: (literal: string) => parseElements(literal).map((element) => (element === null ? null : parse(element))),
});

const asText = (element: string): string => element;

/** Types beyond postgres.js's own: 64-bit integers as numbers, and the arrays that our tables and functions use. */
export const columnTypes = {
  int8: { to: 20, from: [20], serialize: String, parse: Number } satisfies PostgresType,
  int8Array: arrayType(1016, Number),
  int4Array: arrayType(1007, Number),
  textArray: arrayType(1009, asText),
  boolArray: arrayType(1000, (element) => element === "t"),
  timestamptzArray: arrayType(1185, (element) => new Date(element)),
};
