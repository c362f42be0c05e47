import type { JsonObject } from "@breezeway/core";

/** Canonical schemas by name. A name is taken before its schema is made, so cycles end. */
export interface DefinitionList {
  /** Name for the schema at a pointer; `isNew` where it still has to be made. */
  readonly claim: (pointer: string) => { readonly name: string; readonly isNew: boolean };
  readonly set: (name: string, schema: JsonObject) => void;
  readonly get: (name: string) => JsonObject | undefined;
}

const prefix = "#/definitions/";

export const definitionRef = (name: string): string => prefix + name;

export const definitionName = (reference: string): string | undefined =>
  reference.startsWith(prefix) ? reference.slice(prefix.length) : undefined;

export const createDefinitionList = (): DefinitionList => {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  const schemas = new Map<string, JsonObject>();
  return {
    claim: (pointer) => {
      const known = names.get(pointer);
      if (known !== undefined) return { name: known, isNew: false };
      const name = freeName(nameOf(pointer), taken);
      names.set(pointer, name);
      taken.add(name);
      return { name, isNew: true };
    },
    set: (name, schema) => {
      schemas.set(name, schema);
    },
    get: (name) => schemas.get(name),
  };
};

const nameOf = (pointer: string): string => {
  const tokens = pointer.split("/").slice(1);
  const last = tokens.at(-1) ?? "Root";
  const base = /^(?:schema|items|\d+)$/.test(last) ? tokens.slice(-3).join("_") : last;
  const legal = decodeToken(base)
    .replace(/[^A-Za-z0-9._-]+/g, "_")
    .slice(-80);
  return legal === "" || legal.startsWith("__") ? `Schema${legal}` : legal;
};

const decodeToken = (token: string): string => token.replaceAll("~1", "/").replaceAll("~0", "~");

const freeName = (name: string, taken: ReadonlySet<string>): string => {
  if (!taken.has(name)) return name;
  let suffix = 2;
  while (taken.has(`${name}_${suffix}`)) suffix += 1;
  return `${name}_${suffix}`;
};
