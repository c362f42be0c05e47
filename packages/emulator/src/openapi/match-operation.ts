import type { Operation } from "./operation.ts";

export interface Match {
  readonly operation: Operation;
  readonly path: Readonly<Record<string, string>>;
}

/** Finds the operation of a method and path; among several, the one with the most literal segments. */
export const createMatcher = (
  operations: readonly Operation[],
): ((method: string, path: string) => Match | undefined) => {
  const routes = operations
    .map((operation) => ({ operation, segments: operation.path.split("/") }))
    .toSorted((a, b) => variables(a.segments) - variables(b.segments));
  return (method, path) => {
    const given = path.split("/");
    for (const { operation, segments } of routes) {
      if (operation.method !== method || segments.length !== given.length) continue;
      const values = bind(segments, given);
      if (values !== undefined) return { operation, path: values };
    }
    return undefined;
  };
};

const variables = (segments: readonly string[]): number => segments.filter((segment) => segment.startsWith("{")).length;

const bind = (segments: readonly string[], given: readonly string[]): Record<string, string> | undefined => {
  const values: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const value = given[index] ?? "";
    if (!segment.startsWith("{")) {
      if (segment !== value) return undefined;
    } else {
      const decoded = decode(value);
      if (decoded === undefined || decoded === "") return undefined;
      values[segment.slice(1, -1)] = decoded;
    }
  }
  return values;
};

const decode = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined; // a malformed escape matches no operation
  }
};
