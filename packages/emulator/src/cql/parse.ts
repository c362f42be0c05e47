import { CqlError, type Token, tokenise } from "./tokenise.ts";

export type Operator = "=" | "!=" | "~" | "!~" | ">" | ">=" | "<" | "<=" | "in" | "not in";

export const fields = [
  "text",
  "sitesearch",
  "title",
  "space",
  "space.key",
  "type",
  "label",
  "id",
  "content",
  "ancestor",
  "parent",
  "creator",
  "created",
  "lastmodified",
] as const;
export type Field = (typeof fields)[number];

export type Expression =
  | { readonly kind: "and" | "or"; readonly parts: readonly Expression[] }
  | { readonly kind: "not"; readonly part: Expression }
  | { readonly kind: "clause"; readonly field: Field; readonly operator: Operator; readonly values: readonly string[] };

export interface Query {
  /** Absent: everything. */
  readonly where: Expression | undefined;
  readonly orderBy: readonly { readonly field: Field; readonly descending: boolean }[];
}

const operators: readonly string[] = ["=", "!=", "~", "!~", ">", ">=", "<", "<="];

/** Parses the subset of CQL that the emulator understands; anything else is a `CqlError`. */
export const parseCql = (text: string): Query => {
  const reader = new Reader(tokenise(text), text);
  const where = reader.atEnd() || reader.nextIs("order") ? undefined : readOr(reader);
  const orderBy = reader.takeWord("order") ? readOrder(reader) : [];
  if (!reader.atEnd()) throw reader.error();
  return { where, orderBy };
};

class Reader {
  readonly #tokens: readonly Token[];
  readonly #text: string;
  #at = 0;

  constructor(tokens: readonly Token[], text: string) {
    this.#tokens = tokens;
    this.#text = text;
  }

  atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  nextIs(word: string): boolean {
    const token = this.#tokens[this.#at];
    return token !== undefined && token.kind !== "text" && token.text.toLowerCase() === word;
  }

  takeWord(word: string): boolean {
    if (!this.nextIs(word)) return false;
    this.#at += 1;
    return true;
  }

  take(): Token {
    const token = this.#tokens[this.#at];
    if (token === undefined) throw this.error();
    this.#at += 1;
    return token;
  }

  error(): CqlError {
    return new CqlError(`Could not parse cql : ${this.#text}`);
  }
}

const readOr = (reader: Reader): Expression => {
  const parts = [readAnd(reader)];
  while (reader.takeWord("or")) parts.push(readAnd(reader));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "or", parts };
};

const readAnd = (reader: Reader): Expression => {
  const parts = [readUnary(reader)];
  while (reader.takeWord("and")) parts.push(readUnary(reader));
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "and", parts };
};

const readUnary = (reader: Reader): Expression => {
  if (reader.takeWord("not")) return { kind: "not", part: readUnary(reader) };
  if (!reader.takeWord("(")) return readClause(reader);
  const inner = readOr(reader);
  if (!reader.takeWord(")")) throw reader.error();
  return inner;
};

const readClause = (reader: Reader): Expression => {
  const field = readField(reader);
  const operator = readOperator(reader);
  if (operator !== "in" && operator !== "not in")
    return { kind: "clause", field, operator, values: [readValue(reader)] };
  if (!reader.takeWord("(")) throw reader.error();
  const values = [readValue(reader)];
  while (reader.takeWord(",")) values.push(readValue(reader));
  if (!reader.takeWord(")")) throw reader.error();
  return { kind: "clause", field, operator, values };
};

const readField = (reader: Reader): Field => {
  const token = reader.take();
  const field = fields.find((known) => known === token.text.toLowerCase());
  if (token.kind !== "word" || field === undefined) throw reader.error();
  return field;
};

const readOperator = (reader: Reader): Operator => {
  if (reader.takeWord("not")) {
    if (reader.takeWord("in")) return "not in";
    throw reader.error();
  }
  if (reader.takeWord("in")) return "in";
  const token = reader.take();
  if (token.kind !== "sign" || !operators.includes(token.text)) throw reader.error();
  return token.text as Operator;
};

// `now("-7d")` is kept as the text `now:-7d`, which only date fields understand.
const readValue = (reader: Reader): string => {
  const token = reader.take();
  if (token.kind === "sign") throw reader.error();
  if (token.kind === "text" || token.text.toLowerCase() !== "now" || !reader.takeWord("(")) return token.text;
  const offset = reader.nextIs(")") ? "-0d" : reader.take().text;
  if (!reader.takeWord(")")) throw reader.error();
  return `now:${offset}`;
};

const readOrder = (reader: Reader): Query["orderBy"] => {
  if (!reader.takeWord("by")) throw reader.error();
  const order = [];
  do {
    const field = readField(reader);
    const descending = reader.takeWord("desc");
    if (!descending) reader.takeWord("asc");
    order.push({ field, descending });
  } while (reader.takeWord(","));
  return order;
};
