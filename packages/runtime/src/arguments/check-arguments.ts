import type { JsonObject, JsonSchema, JsonValue, OperationBinding, ReleaseSource } from "@breezeway/core";
import type { ArgumentProblem } from "../request/built-request.ts";
import { restoreKeys, setOwn, shownPath } from "../request/rename-keys.ts";
import { describeSchema } from "./describe.ts";
import { checkFile, healFile } from "./file-argument.ts";
import { heal, isNullAccepted } from "./heal.ts";
import type { SchemaContext } from "./schema-view.ts";
import { acceptedTypes, isTypeAccepted, typeOf } from "./schema-view.ts";
import type { Problem } from "./validate.ts";
import { validate } from "./validate.ts";

export type CheckResult =
  | { readonly ok: true; readonly args: JsonObject }
  | { readonly ok: false; readonly problems: readonly ArgumentProblem[] };

/** Heals and validates the arguments of one tool against the document's own schemas. The result has the document's keys. */
export type ArgumentChecker = (args: JsonObject) => CheckResult;

interface ArgumentRule {
  readonly argument: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
  readonly isFile: boolean;
}

const maxProblems = 5;

/** Prepares the checker of one operation. */
export const prepareChecker = (operation: OperationBinding, source: ReleaseSource): ArgumentChecker => {
  const rules = new Map(rulesOf(operation).map((rule) => [rule.argument, rule]));
  const required = [...rules.values()].filter((rule) => rule.isRequired);
  const assembled = assembledSchema(operation);
  return (given) => {
    const context: SchemaContext = { definitions: source.definitions, budget: budgetFor(given) };
    const problems: Problem[] = [];
    const args: JsonObject = {};
    const restored = restoreKeys(parseNested(given, operation, rules, context), operation.renamedKeys);
    for (const [name, value] of Object.entries(restored)) {
      const rule = rules.get(name);
      if (rule === undefined) problems.push({ path: [name], message: unknownArgument(name, rules) });
      else checkOne({ rule, value, context, args, problems });
    }
    for (const rule of required)
      if (!Object.hasOwn(args, rule.argument) && !problems.some(({ path }) => path[0] === rule.argument))
        problems.push({ path: [rule.argument], message: `is required: ${acceptedBy(rule, context)}` });
    if (problems.length === 0 && assembled !== undefined) problems.push(...assembled(args, context));
    if (problems.length === 0) return { ok: true, args };
    return {
      ok: false,
      problems: problems.slice(0, maxProblems).map((problem) => toArgumentProblem(problem, operation)),
    };
  };
};

const leastVisits = 20_000;
const visitsPerNode = 20;
const maxVisits = 400_000;

/** Work allowed for one call: more for more arguments, so that a schema alone cannot make a small call expensive. */
const budgetFor = (args: JsonObject): number =>
  Math.min(maxVisits, leastVisits + visitsPerNode * countNodes(args, maxVisits));

const countNodes = (value: JsonValue, most: number): number => {
  if (typeof value !== "object" || value === null) return 1;
  let count = 1;
  for (const item of Object.values(value)) {
    if (count >= most) return count;
    count += countNodes(item, most - count);
  }
  return count;
};

const acceptedBy = (rule: ArgumentRule, context: SchemaContext): string =>
  rule.isFile ? "a file" : describeSchema(rule.schema, context);

const checkOne = (input: {
  readonly rule: ArgumentRule;
  readonly value: JsonValue;
  readonly context: SchemaContext;
  readonly args: JsonObject;
  readonly problems: Problem[];
}): void => {
  const { rule, value, context, args, problems } = input;
  // Models write null for "not given".
  if (value === null && !rule.isRequired && !isNullAccepted(rule.schema, context)) return;
  const healed = rule.isFile ? healFile(value) : heal(value, rule.schema, context);
  const found = rule.isFile ? checkFile(healed, []) : validate(healed, rule.schema, context);
  for (const problem of found) problems.push({ path: [rule.argument, ...problem.path], message: problem.message });
  setOwn(args, rule.argument, healed);
};

const rulesOf = (operation: OperationBinding): ArgumentRule[] => {
  const rules: ArgumentRule[] = [];
  const add = (
    binding: {
      readonly argument?: string | undefined;
      readonly schema: JsonSchema;
      readonly default?: JsonValue | undefined;
      readonly fixed?: JsonValue | undefined;
    },
    isRequired: boolean,
    isFile = false,
  ): void => {
    if (binding.argument === undefined || binding.fixed !== undefined) return;
    rules.push({
      argument: binding.argument,
      schema: binding.schema,
      isRequired: isRequired && binding.default === undefined,
      isFile,
    });
  };
  for (const parameter of operation.parameters) add(parameter, parameter.required);
  const { body } = operation;
  if (body?.content.kind === "whole") add(body.content, body.required, body.content.file === true);
  else if (body !== undefined)
    for (const property of body.content.properties)
      add(property, property.required && body.required, fileRule(body.encoding, property.name));
  return rules;
};

const fileRule = (encoding: Readonly<Record<string, { readonly file?: boolean | undefined }>>, name: string): boolean =>
  Object.hasOwn(encoding, name) && encoding[name]?.file === true;

/** Stringified objects are read first where a renamed key stands inside, so that it can be put back. */
const parseNested = (
  args: JsonObject,
  operation: OperationBinding,
  rules: ReadonlyMap<string, ArgumentRule>,
  context: SchemaContext,
): JsonObject => {
  const inside = new Set(operation.renamedKeys.map(({ at }) => at[0]));
  if (inside.size === 0) return args;
  const parsed: JsonObject = {};
  for (const [name, value] of Object.entries(args)) {
    const rule = rules.get(name);
    const isText = typeof value === "string" && inside.has(name) && rule !== undefined;
    setOwn(parsed, name, isText ? readStructure(value, rule.schema, context) : value);
  }
  return parsed;
};

const readStructure = (text: string, schema: JsonSchema, context: SchemaContext): JsonValue => {
  const types = acceptedTypes(schema, context);
  if (types?.has("string") === true || !/^\s*[[{]/.test(text)) return text;
  try {
    const parsed = JSON.parse(text) as JsonValue;
    return types === undefined || isTypeAccepted(typeOf(parsed), types) ? parsed : text;
  } catch {
    // Not JSON after all; validation says what is due.
    return text;
  }
};

/** Checks what only the whole body can show, such as a merged `oneOf`. */
const assembledSchema = (
  operation: OperationBinding,
): ((args: JsonObject, context: SchemaContext) => Problem[]) | undefined => {
  const content = operation.body?.content;
  if (content?.kind !== "properties" || content.schema === undefined) return undefined;
  const { properties, schema } = content;
  const hasFiles = properties.some(({ name }) => fileRule(operation.body?.encoding ?? {}, name));
  if (hasFiles) return undefined;
  const shownNames = new Map(properties.map(({ name, argument }) => [name, argument ?? name]));
  return (args, context) => {
    const body: JsonObject = {};
    for (const property of properties) {
      const given =
        property.argument !== undefined && Object.hasOwn(args, property.argument) ? args[property.argument] : undefined;
      const value = property.fixed ?? given ?? property.default;
      if (value !== undefined) setOwn(body, property.name, value);
    }
    if (Object.keys(body).length === 0 && operation.body?.required === false) return [];
    return validate(body, schema, context).map(({ path: [first, ...rest], message }) => ({
      path: first === undefined ? [] : [shownNames.get(first) ?? first, ...rest],
      message,
    }));
  };
};

const unknownArgument = (name: string, rules: ReadonlyMap<string, ArgumentRule>): string => {
  const known = [...rules.keys()];
  const near = known.find((candidate) => simplified(candidate) === simplified(name));
  const hint = near === undefined ? "" : ` Did you mean ${near}?`;
  return `is not an argument of this tool.${hint} Accepted: ${known.length === 0 ? "none" : known.slice(0, 60).join(", ")}`;
};

const simplified = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .replace(/s$/, "");

const toArgumentProblem = ({ path, message }: Problem, operation: OperationBinding): ArgumentProblem => {
  const shown = shownPath(path, operation.renamedKeys);
  return { argument: shown.length === 0 ? "arguments" : shown.join(".").slice(0, 200), message };
};
