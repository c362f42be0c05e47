import type { JsonObject, JsonSchema, JsonValue } from "@breezeway/core";
import { matcherOf } from "./pattern.ts";
import type { SchemaContext } from "./schema-view.ts";
import {
  isLargeInteger,
  isObject,
  isTypeAccepted,
  own,
  resolveReference,
  schemaAt,
  schemasAt,
  typeOf,
} from "./schema-view.ts";
import type { JsonType } from "./schema-view.ts";
import { checkNumber, checkText } from "./validate-scalar.ts";
import { describeSchema, quote } from "./describe.ts";

export interface Problem {
  readonly path: readonly string[];
  readonly message: string;
}

const maxProblems = 5;
const maxDepth = 64;

/** Collects what is wrong; empty when the value passes. Interprets the schema as it stands: no code is generated. */
export const validate = (value: JsonValue, schema: JsonSchema, context: SchemaContext): Problem[] => {
  const run: Run = { context, problems: [] };
  visit(run, value, schema, []);
  return run.problems;
};

export const isValid = (value: JsonValue, schema: JsonSchema, context: SchemaContext): boolean =>
  validate(value, schema, context).length === 0;

interface Run {
  readonly context: SchemaContext;
  readonly problems: Problem[];
}

type Path = readonly string[];

const report = (run: Run, path: Path, message: string): void => {
  if (run.problems.length < maxProblems) run.problems.push({ path, message });
};

const visit = (run: Run, value: JsonValue, schema: JsonSchema, path: Path): void => {
  if (run.problems.length >= maxProblems) return;
  if ((run.context.budget -= 1) <= 0) return report(run, path, "is too large to be checked; send less at once");
  if (path.length > maxDepth) return report(run, path, `is nested deeper than ${maxDepth} levels`);
  const resolved = resolveReference(schema, run.context);
  if (!checkType(run, value, resolved, path)) return;
  checkValues(run, value, resolved, path);
  if (typeof value === "string") for (const message of checkText(value, resolved)) report(run, path, message);
  if (typeof value === "number") for (const message of checkNumber(value, resolved)) report(run, path, message);
  if (Array.isArray(value)) checkArray(run, value, resolved, path);
  else if (isObject(value)) checkObject(run, value, resolved, path);
  checkCombinators(run, value, resolved, path);
};

const checkType = (run: Run, value: JsonValue, schema: JsonSchema, path: Path): boolean => {
  const stated = own(schema, "type");
  if (stated === undefined) return true;
  const types = new Set(
    (Array.isArray(stated) ? stated : [stated]).filter((type) => typeof type === "string") as JsonType[],
  );
  if (types.size === 0 || isTypeAccepted(typeOf(value), types)) return true;
  if (value === null && own(schema, "nullable") === true) return true;
  if (types.has("integer") && isLargeInteger(value)) return false;
  report(run, path, `must be ${describeSchema(schema, run.context)}, but is ${describeValue(value)}`);
  return false;
};

const describeValue = (value: JsonValue): string => {
  if (typeof value === "object" && value !== null) return Array.isArray(value) ? "a list" : "an object";
  return quote(value);
};

const checkValues = (run: Run, value: JsonValue, schema: JsonSchema, path: Path): void => {
  const listed = own(schema, "enum");
  const isNull = value === null && own(schema, "nullable") === true;
  if (Array.isArray(listed) && !isNull && !listed.some((item) => isEqual(item, value)))
    report(run, path, `must be ${describeSchema(schema, run.context)}, but is ${describeValue(value)}`);
  if (Object.hasOwn(schema, "const") && !isEqual(schema["const"] ?? null, value))
    report(run, path, `must be ${quote(schema["const"] ?? null)}`);
};

export const isEqual = (left: JsonValue, right: JsonValue): boolean => {
  if (left === right) return true;
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  return canonical(left) === canonical(right);
};

const canonical = (value: JsonValue): string =>
  JSON.stringify(value, (_, item: JsonValue) =>
    isObject(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
  );

const count = (schema: JsonSchema, keyword: string): number | undefined => {
  const value = own(schema, keyword);
  return typeof value === "number" ? value : undefined;
};

const checkArray = (run: Run, value: JsonValue[], schema: JsonSchema, path: Path): void => {
  const fewest = count(schema, "minItems");
  const most = count(schema, "maxItems");
  if (fewest !== undefined && value.length < fewest)
    report(run, path, `must hold at least ${fewest} items, but holds ${value.length}`);
  if (most !== undefined && value.length > most)
    report(run, path, `must hold at most ${most} items, but holds ${value.length}`);
  if (own(schema, "uniqueItems") === true && new Set(value.map(canonical)).size !== value.length)
    report(run, path, "must not hold the same item twice");
  const first = schemasAt(schema, "prefixItems");
  const items = schemaAt(schema, "items");
  for (const [index, item] of value.entries()) {
    const shape = first[index] ?? items;
    if (shape !== undefined) visit(run, item, shape, [...path, String(index)]);
  }
  const contained = schemaAt(schema, "contains");
  if (contained !== undefined && !value.some((item) => isValid(item, contained, run.context)))
    report(run, path, `must hold ${describeSchema(contained, run.context)}`);
};

const checkObject = (run: Run, value: JsonObject, schema: JsonSchema, path: Path): void => {
  const properties = schemaAt(schema, "properties") ?? {};
  const required = own(schema, "required");
  if (Array.isArray(required))
    for (const key of required)
      if (typeof key === "string" && !Object.hasOwn(value, key) && !isReadOnly(properties, key, run.context))
        report(run, [...path, key], `is required: ${describeSchema(schemaAt(properties, key) ?? {}, run.context)}`);
  const keys = Object.keys(value);
  const fewest = count(schema, "minProperties");
  const most = count(schema, "maxProperties");
  if (fewest !== undefined && keys.length < fewest) report(run, path, `must have at least ${fewest} keys`);
  if (most !== undefined && keys.length > most) report(run, path, `must have at most ${most} keys`);
  for (const key of keys) checkProperty(run, { value, key, schema, properties, path });
  checkDependencies(run, value, schema, path);
};

/** What only the server sets may be required of answers; it is not demanded of requests. */
const isReadOnly = (properties: JsonObject, key: string, context: SchemaContext): boolean => {
  const shape = schemaAt(properties, key);
  return shape !== undefined && own(resolveReference(shape, context), "readOnly") === true;
};

const checkProperty = (
  run: Run,
  input: {
    readonly value: JsonObject;
    readonly key: string;
    readonly schema: JsonSchema;
    readonly properties: JsonObject;
    readonly path: Path;
  },
): void => {
  const { value, key, schema, properties, path } = input;
  const item = value[key] ?? null;
  const inside = [...path, key];
  const shape = schemaAt(properties, key);
  if (shape !== undefined) visit(run, item, shape, inside);
  let isKnown = Object.hasOwn(properties, key);
  for (const [pattern, patternSchema] of Object.entries(schemaAt(schema, "patternProperties") ?? {})) {
    if (matcherOf(pattern)?.(key) !== true || !isObject(patternSchema)) continue;
    isKnown = true;
    visit(run, item, patternSchema, inside);
  }
  const names = schemaAt(schema, "propertyNames");
  if (names !== undefined && !isValid(key, names, run.context))
    report(run, inside, `is no accepted key; keys must be ${describeSchema(names, run.context)}`);
  if (isKnown) return;
  const additional = own(schema, "additionalProperties");
  const isClosed = additional === false || (isObject(additional) && isEqual(additional, { not: {} }));
  // Documents close an object beside `allOf` or `oneOf` and mean the branches' keys as well.
  if (isClosed && branchesKnow(schema, key, run.context)) return;
  if (isClosed) report(run, inside, `is not known here; accepted keys: ${listKeys(properties)}`);
  else if (isObject(additional)) visit(run, item, additional, inside);
};

const branchesKnow = (schema: JsonSchema, key: string, context: SchemaContext, depth = 0): boolean =>
  depth < maxBranchDepth &&
  ["allOf", "anyOf", "oneOf"].some((keyword) =>
    schemasAt(schema, keyword).some((branch) => {
      const resolved = resolveReference(branch, context);
      return (
        Object.hasOwn(schemaAt(resolved, "properties") ?? {}, key) || branchesKnow(resolved, key, context, depth + 1)
      );
    }),
  );

const maxBranchDepth = 6;
const maxListed = 30;

const listKeys = (properties: JsonObject): string => {
  const keys = Object.keys(properties);
  if (keys.length === 0) return "none";
  return `${keys.slice(0, maxListed).join(", ")}${keys.length > maxListed ? " …" : ""}`;
};

const checkDependencies = (run: Run, value: JsonObject, schema: JsonSchema, path: Path): void => {
  for (const [key, needed] of Object.entries(schemaAt(schema, "dependentRequired") ?? {}))
    if (Object.hasOwn(value, key) && Array.isArray(needed))
      for (const other of needed)
        if (typeof other === "string" && !Object.hasOwn(value, other))
          report(run, [...path, other], `is required together with ${quote(key)}`);
  for (const [key, shape] of Object.entries(schemaAt(schema, "dependentSchemas") ?? {}))
    if (Object.hasOwn(value, key) && isObject(shape)) visit(run, value, shape, path);
};

const checkCombinators = (run: Run, value: JsonValue, schema: JsonSchema, path: Path): void => {
  for (const part of schemasAt(schema, "allOf")) visit(run, value, part, path);
  // Documents write oneOf where several branches may hold; one that holds is enough, and the upstream judges the rest.
  for (const keyword of ["anyOf", "oneOf"]) checkBranches(run, value, schemasAt(schema, keyword), path);
  const refused = schemaAt(schema, "not");
  if (refused !== undefined && isValid(value, refused, run.context))
    report(run, path, Object.keys(refused).length === 0 ? "is not accepted here" : "has a form that is ruled out here");
  const condition = schemaAt(schema, "if");
  if (condition === undefined) return;
  const branch = schemaAt(schema, isValid(value, condition, run.context) ? "then" : "else");
  if (branch !== undefined) visit(run, value, branch, path);
};

const checkBranches = (run: Run, value: JsonValue, branches: readonly JsonSchema[], path: Path): void => {
  if (branches.length === 0) return;
  let nearest: readonly Problem[] | undefined;
  for (const branch of branches) {
    const attempt: Run = { context: run.context, problems: [] };
    visit(attempt, value, branch, path);
    if (attempt.problems.length === 0) return;
    if (nearest === undefined || depthOf(attempt.problems) > depthOf(nearest)) nearest = attempt.problems;
  }
  if (depthOf(nearest ?? []) > path.length)
    for (const problem of nearest ?? []) report(run, problem.path, problem.message);
  else
    report(
      run,
      path,
      `must be ${branches
        .map((branch) => describeSchema(branch, run.context))
        .slice(0, 6)
        .join(", or ")}`,
    );
};

const depthOf = (problems: readonly Problem[]): number => Math.min(...problems.map(({ path }) => path.length));
