import type { JsonObject, JsonValue } from "@breezeway/core";
import { get, isObject, put, textAt } from "../json/json-object.ts";
import { pointerTokens, pointTo, stepInto } from "../json/pointer.ts";

export type Resolved =
  | { readonly ok: true; readonly node: JsonValue; readonly pointer: string }
  | { readonly ok: false; readonly reason: string };

/** Follows references inside one document. Pure; every answer is bounded, cycles included. */
export interface Resolver {
  /** Where a `$ref` leads: the node and its own pointer, chains of references followed. */
  readonly resolve: (reference: string) => Resolved;
  /** A node that may be a Reference Object → the object it stands for, with the reference's own summary and description. */
  readonly follow: (node: JsonValue | undefined, pointer: string) => FollowResult;
}

export type FollowResult =
  | { readonly ok: true; readonly node: JsonObject; readonly pointer: string }
  | { readonly ok: false; readonly reason: string };

/** Put in place of a reference that cannot be followed; its value says why. */
export const brokenKey = "x-breezeway-broken-reference";

const maxHops = 64;

export const createResolver = (root: JsonObject): Resolver => {
  const cache = new Map<string, Resolved>();
  const anchors = lazy(() => collectAnchors(root));

  const resolve = (reference: string): Resolved => {
    const known = cache.get(reference);
    if (known !== undefined) return known;
    const found = walk(reference, 0);
    cache.set(reference, found);
    return found;
  };

  const walk = (reference: string, hops: number): Resolved => {
    if (hops > maxHops) return { ok: false, reason: `The reference ${reference} leads in a circle.` };
    if (!reference.startsWith("#")) {
      const resource = anchors().get(reference);
      if (resource !== undefined) return { ok: true, ...resource };
      return { ok: false, reason: `The reference ${reference} leads outside the document.` };
    }
    const tokens = pointerTokens(reference);
    if (tokens === undefined) {
      const anchor = anchors().get(reference);
      if (anchor !== undefined) return { ok: true, ...anchor };
      return { ok: false, reason: `The reference ${reference} names an anchor that the document does not have.` };
    }
    return walkTokens(reference, tokens, hops);
  };

  const walkTokens = (reference: string, tokens: readonly string[], hops: number): Resolved => {
    let node: JsonValue = root;
    let pointer = "#";
    for (const token of tokens) {
      let next = stepInto(node, token);
      if (next === undefined && isObject(node)) {
        const through = textAt(node, "$ref");
        const target = through === undefined ? undefined : walk(through, hops + 1);
        if (target?.ok === true) {
          next = stepInto(target.node, token);
          pointer = target.pointer;
        }
      }
      if (next === undefined) return { ok: false, reason: `The reference ${reference} leads nowhere.` };
      node = next;
      pointer = pointTo(pointer, token);
    }
    const onward = isObject(node) ? bareReference(node) : undefined;
    if (onward !== undefined) return walk(onward, hops + 1);
    const broken = isObject(node) ? textAt(node, brokenKey) : undefined;
    return broken === undefined ? { ok: true, node, pointer } : { ok: false, reason: broken };
  };

  const follow = (node: JsonValue | undefined, pointer: string): FollowResult => followFrom(node, pointer, 0);

  const followFrom = (node: JsonValue | undefined, pointer: string, hops: number): FollowResult => {
    if (!isObject(node)) return { ok: false, reason: "An object is due here." };
    const broken = textAt(node, brokenKey);
    if (broken !== undefined) return { ok: false, reason: broken };
    const reference = textAt(node, "$ref");
    if (reference === undefined) return { ok: true, node, pointer };
    if (hops > maxHops) return { ok: false, reason: `The reference ${reference} leads in a circle.` };
    const target = resolve(reference);
    if (!target.ok) return target;
    if (!isObject(target.node)) return { ok: false, reason: `The reference ${reference} leads to no object.` };
    const inner = followFrom(target.node, target.pointer, hops + 1);
    return inner.ok ? { ...inner, node: withSiblings(inner.node, node) } : inner;
  };

  return { resolve, follow };
};

/** A `$ref` that stands alone is passed through; one with siblings is a node of its own. */
const bareReference = (node: JsonObject): string | undefined =>
  Object.keys(node).length === 1 ? textAt(node, "$ref") : undefined;

// https://spec.openapis.org/oas/v3.1.1#reference-object: summary and description beside a $ref override.
const withSiblings = (target: JsonObject, reference: JsonObject): JsonObject => {
  const keys = Object.keys(reference).filter((key) => key !== "$ref");
  if (keys.length === 0) return target;
  const merged: JsonObject = {};
  for (const source of [target, reference])
    for (const [key, value] of Object.entries(source)) if (key !== "$ref") put(merged, key, value);
  return merged;
};

const lazy = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
};

/** `$anchor`, `$dynamicAnchor` and `$id` of schemas, by the references that lead to them. */
const collectAnchors = (root: JsonObject): Map<string, { node: JsonValue; pointer: string }> => {
  const found = new Map<string, { node: JsonValue; pointer: string }>();
  const visited = new Set<JsonValue>();
  const stack: { readonly node: JsonValue; readonly pointer: string }[] = [{ node: root, pointer: "#" }];
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { node, pointer } = item;
    if (typeof node !== "object" || node === null || visited.has(node)) continue;
    visited.add(node);
    if (isObject(node)) {
      for (const key of ["$anchor", "$dynamicAnchor"]) {
        const name = get(node, key);
        if (typeof name === "string" && !found.has(`#${name}`)) found.set(`#${name}`, { node, pointer });
      }
      const id = get(node, "$id");
      if (typeof id === "string" && !found.has(id)) found.set(id, { node, pointer });
    }
    for (const [key, child] of Object.entries(node)) stack.push({ node: child, pointer: pointTo(pointer, key) });
  }
  return found;
};
