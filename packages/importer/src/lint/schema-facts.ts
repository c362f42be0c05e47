import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject } from "../json/json-object.ts";

/** Something about a shown schema that a client minds, with its place. */
export interface SchemaFact {
  readonly kind: "reference" | "key" | "untyped-items" | "type-list" | "combinator";
  readonly at: string;
  readonly detail: string;
}

export interface SchemaFacts {
  readonly facts: readonly SchemaFact[];
  /** Levels of objects below the root. */
  readonly depth: number;
}

const legalKey = /^[a-zA-Z0-9_.-]{1,64}$/;

/** Walks a shown schema once. */
export const schemaFacts = (root: JsonObject): SchemaFacts => {
  const facts: SchemaFact[] = [];
  let deepest = 0;
  const stack: { readonly node: JsonValue; readonly at: string; readonly depth: number }[] = [
    { node: root, at: "/inputSchema", depth: 0 },
  ];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, at, depth } = item;
    if (!isObject(node)) continue;
    if (isObject(get(node, "properties"))) deepest = Math.max(deepest, depth);
    facts.push(...factsOf(node, at));
    for (const [step, child, down] of childrenOf(node))
      stack.push({ node: child, at: `${at}/${step}`, depth: depth + down });
  }
  return { facts, depth: deepest };
};

const factsOf = (node: JsonObject, at: string): SchemaFact[] => {
  const facts: SchemaFact[] = [];
  for (const key of ["$ref", "$defs", "definitions"])
    if (get(node, key) !== undefined) facts.push({ kind: "reference", at, detail: key });
  if (Array.isArray(get(node, "type"))) facts.push({ kind: "type-list", at, detail: "type" });
  if (get(node, "type") === "array" && !isObject(get(node, "items")))
    facts.push({ kind: "untyped-items", at, detail: "items" });
  for (const key of ["allOf", "oneOf", "anyOf", "not"])
    if (get(node, key) !== undefined) facts.push({ kind: "combinator", at, detail: key });
  const properties = get(node, "properties");
  if (isObject(properties))
    for (const key of Object.keys(properties))
      if (!legalKey.test(key)) facts.push({ kind: "key", at: `${at}/properties`, detail: key.slice(0, 80) });
  return facts;
};

const childrenOf = (node: JsonObject): [string, JsonValue, number][] => {
  const children: [string, JsonValue, number][] = [];
  const properties = get(node, "properties");
  if (isObject(properties))
    for (const [key, value] of Object.entries(properties)) children.push([`properties/${key}`, value, 1]);
  for (const key of ["items", "additionalProperties", "not"]) {
    const value = get(node, key);
    if (isObject(value)) children.push([key, value, key === "additionalProperties" ? 1 : 0]);
  }
  for (const key of ["allOf", "anyOf", "oneOf"]) {
    const list = get(node, key);
    if (Array.isArray(list)) for (const [index, value] of list.entries()) children.push([`${key}/${index}`, value, 0]);
  }
  return children;
};
