import type { HttpMethod } from "@breezeway/core";
import { shortHash } from "../schemas/property-keys.ts";
import { isGenericId, nameFromPath, sanitise } from "./name-words.ts";

export interface NamedOperation {
  readonly key: string;
  readonly operationId: string | undefined;
  readonly method: HttpMethod;
  readonly path: string;
}

/**
 * One name per operation by key: `[A-Za-z0-9_-]`, at most `maxLength`, unique. Depends on the operation itself, and on
 * others only where two would have the same name; names given in `keep` stay.
 */
export const nameTools = (
  operations: readonly NamedOperation[],
  maxLength: number,
  keep: Readonly<Record<string, string>> = {},
): Map<string, string> => {
  const names = new Map<string, string>();
  const taken = new Set<string>();
  for (const { key } of operations) {
    const kept = Object.hasOwn(keep, key) ? keep[key] : undefined;
    if (kept === undefined || taken.has(kept.toLowerCase())) continue;
    names.set(key, kept);
    taken.add(kept.toLowerCase());
  }
  let open = operations.filter(({ key }) => !names.has(key));
  // Each round gives a name to whoever is alone in wanting it; rivals try their next, more particular one.
  for (const candidateOf of [firstChoice, fromPath, withParameters, withHash]) {
    const wanted = new Map<string, NamedOperation[]>();
    for (const operation of open) {
      const name = fit(candidateOf(operation), maxLength, operation.key);
      const lower = name.toLowerCase();
      wanted.set(lower, [...(wanted.get(lower) ?? []), operation]);
    }
    const left: NamedOperation[] = [];
    for (const [lower, rivals] of wanted) {
      const [only] = rivals;
      if (rivals.length === 1 && only !== undefined && !taken.has(lower)) {
        names.set(only.key, fit(candidateOf(only), maxLength, only.key));
        taken.add(lower);
      } else left.push(...rivals);
    }
    open = left;
  }
  for (const operation of open) names.set(operation.key, lastResort(operation, maxLength, taken));
  return names;
};

const firstChoice = ({ operationId, method, path }: NamedOperation): string => {
  const id = operationId === undefined ? "" : sanitise(operationId);
  return id === "" || isGenericId(id) ? nameFromPath(method, path) : id;
};

const fromPath = ({ method, path }: NamedOperation): string => nameFromPath(method, path);

const withParameters = ({ method, path }: NamedOperation): string =>
  sanitise(`${method.toLowerCase()}_${path.replace(/\{([^{}]+)\}/g, "by_$1")}`);

const withHash = (operation: NamedOperation): string => `${firstChoice(operation)}_${identityHash(operation)}`;

const identityHash = ({ method, path, key }: NamedOperation): string => shortHash(`${method} ${path} ${key}`);

/** Cut at a word where it is too long, with a hash of the key so that two long names stay two. */
const fit = (name: string, maxLength: number, key: string): string => {
  const legal = name === "" ? `operation_${shortHash(key)}` : name;
  if (legal.length <= maxLength) return legal;
  const hash = shortHash(key);
  const room = maxLength - hash.length - 1;
  const head = legal.slice(0, room);
  const boundary = Math.max(head.lastIndexOf("_"), head.lastIndexOf("-"), lastCapital(head));
  const cut = boundary > room * 0.6 ? head.slice(0, boundary) : head;
  return `${cut.replace(/[_-]+$/, "")}_${hash}`;
};

const lastCapital = (text: string): number => {
  for (let index = text.length - 1; index > 0; index -= 1) if (/[A-Z]/.test(text.charAt(index))) return index;
  return -1;
};

const lastResort = (operation: NamedOperation, maxLength: number, taken: Set<string>): string => {
  let round = 0;
  let name: string;
  do {
    name = fit(
      `${withHash(operation)}_${shortHash(`${operation.key}${round}`)}`,
      maxLength,
      `${operation.key}${round}`,
    );
    round += 1;
  } while (taken.has(name.toLowerCase()));
  taken.add(name.toLowerCase());
  return name;
};
