import type { JsonObject, JsonValue } from "@breezeway/core";

/** A small reproducible generator: the same seed gives the same mutations. */
export const createRandom = (seed: number): (() => number) => {
  let state = seed >>> 0 || 1;
  return () => {
    // xorshift32
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state / 0x1_00_00_00_00;
  };
};

type Random = () => number;

const pick = <Item>(items: readonly Item[], random: Random): Item | undefined =>
  items[Math.floor(random() * items.length)];

const junk: readonly JsonValue[] = [
  null,
  true,
  0,
  -1,
  1e308,
  "",
  "x".repeat(5_000),
  "\u0000\uD800",
  "__proto__",
  [],
  {},
  [[[[]]]],
  { $ref: "#" },
  { $ref: "#/" },
  { $ref: "#/paths" },
  { $ref: "#/components/schemas/__proto__" },
  { $ref: "../../etc/passwd" },
  { $ref: "file:///etc/passwd" },
  { $ref: "http://127.0.0.1/" },
  { $ref: 5 },
  { allOf: [{ $ref: "#" }, null, 3] },
  { type: ["string", "object", "array", "null", "nonsense"] },
  { type: "array", items: [] },
  { oneOf: [], anyOf: [null], allOf: {} },
  { enum: [], required: "yes", properties: [] },
  { pattern: "^(a+)+$", minimum: 5, maximum: 1 },
];

/** One mutated copy of a parsed document: some nodes replaced, removed, renamed, moved or tied to others. */
export const mutateTree = (document: JsonObject, random: Random): JsonObject => {
  const copy = structuredClone(document);
  const times = 1 + Math.floor(random() * 6);
  for (let round = 0; round < times; round += 1) mutateOnce(copy, random);
  return copy;
};

const mutateOnce = (root: JsonObject, random: Random): void => {
  const holder = randomHolder(root, random);
  const keys = Object.keys(holder);
  const key = pick(keys, random);
  if (key === undefined) return;
  const target = holder as Record<string, JsonValue>;
  const value = target[key] ?? null;
  const other = randomHolder(root, random) as JsonValue;
  switch (Math.floor(random() * 7)) {
    case 0:
      delete target[key];
      break;
    case 1:
      target[key] = structuredClone(pick(junk, random) ?? null);
      break;
    case 2:
      target[key] = { $ref: `#/${keys.map((item) => item.replaceAll("~", "~0").replaceAll("/", "~1")).join("/")}` };
      break;
    case 3:
      delete target[key];
      if (!Array.isArray(holder))
        target[
          pick(["__proto__x", "constructor", "", "$ref", "type", "schema", "x-y", "名前", `${key}[]`], random) ?? key
        ] = value;
      break;
    case 4:
      target[key] = structuredClone(other);
      break;
    case 5:
      target[key] = [value, structuredClone(value)];
      break;
    default:
      target[key] = typeof value === "string" ? value.split("").toReversed().join("") : JSON.stringify(value);
  }
};

const randomHolder = (root: JsonObject, random: Random): JsonObject | JsonValue[] => {
  let node: JsonObject | JsonValue[] = root;
  const depth = Math.floor(random() * 14);
  for (let level = 0; level < depth; level += 1) {
    const children: JsonValue[] = Object.values(node).filter(
      (child) => typeof child === "object" && child !== null && Object.keys(child).length > 0,
    );
    const next = pick(children, random);
    if (typeof next !== "object" || next === null) break;
    node = next;
  }
  return node;
};

/** One mutated copy of a document's bytes: cut, flipped, doubled or spliced. */
export const mutateBytes = (bytes: Uint8Array, random: Random): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  const at = Math.floor(random() * copy.length);
  switch (Math.floor(random() * 5)) {
    case 0:
      return copy.subarray(0, at);
    case 1:
      return copy.subarray(at);
    case 2:
      for (let round = 0; round < 20; round += 1) copy[Math.floor(random() * copy.length)] = Math.floor(random() * 256);
      return copy;
    case 3:
      return Buffer.concat([
        copy.subarray(0, at),
        Buffer.from(pick(["{", "}", "[", "]", '"', ":", "\n", "&a *a", "\\u0000", "<<: *x"], random) ?? ""),
        copy.subarray(at),
      ]);
    default: {
      const length = Math.floor(random() * 2_000);
      return Buffer.concat([copy.subarray(0, at), copy.subarray(at + length)]);
    }
  }
};
