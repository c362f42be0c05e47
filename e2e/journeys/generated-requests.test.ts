// For every operation of the real documents: arguments made up from its schemas become a request, and third-party code
// that reads OpenAPI's parameter rules finds the same values in it.
import { existsSync, readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { sourceId } from "@breezeway/core";
import type { GeneratedTool, JsonObject, JsonSchema, JsonValue, ParameterBinding } from "@breezeway/core";
import { createFileLoader, importDocument } from "@breezeway/importer";
import type { ImportResult } from "@breezeway/importer";
import { prepareChecker, prepareRequest } from "@breezeway/runtime";
import type { BuiltRequest } from "@breezeway/runtime";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { placeOf, readByRules, textAt } from "../support/read-by-rules.ts";
import { specsDirectory } from "../support/repository.ts";
import { sampleValue } from "../support/sample-value.ts";

const source = { id: sourceId.create(), title: "API", baseUrl: "https://api.example.com", variables: {} };
const notSent = new Set(["accept", "authorization", "content-type", "cookie", "host", "content-length"]);

const documents = existsSync(specsDirectory)
  ? ["confluence", "corpus"].flatMap((folder) =>
      readdirSync(join(specsDirectory, folder)).map((name) => join(specsDirectory, folder, name)),
    )
  : [];

test.skipIf(documents.length > 0)(
  "real documents are absent from this machine, so their requests are not generated",
  () => {
    expect(documents).toEqual([]);
  },
);

describe.skipIf(documents.length === 0)("requests generated for", () => {
  test.each(documents.map((path) => [path.replace(specsDirectory, ""), path]))(
    "%s are read back equal",
    async (_, path) => {
      const loader = createFileLoader(dirname(path));
      const imported = await importDocument({ input: { kind: "file", path: basename(path) }, loader });
      const root = readRoot(imported);
      const faults: string[] = [];
      let compared = 0;
      for (const tool of imported.tools) {
        const result = await compareTool(tool, imported, root).catch((error: unknown) => ({
          compared: 0,
          faults: [String(error)],
        }));
        compared += result.compared;
        faults.push(...result.faults.map((fault) => `${tool.name}: ${fault}`));
      }
      expect(faults.slice(0, 10)).toEqual([]);
      const hasArguments = imported.tools.some(({ operation }) => operation.parameters.length > 0);
      expect(compared > 0 || !hasArguments || statSync(path).isDirectory()).toBe(true);
    },
  );
});

const readRoot = ({ source: { bytes, mediaType } }: ImportResult): JsonObject => {
  const text = Buffer.from(bytes).toString("utf8");
  return (mediaType === "application/json" ? JSON.parse(text) : parse(text, { maxAliasCount: 10_000 })) as JsonObject;
};

interface Comparison {
  readonly compared: number;
  readonly faults: readonly string[];
}

const compareTool = async (tool: GeneratedTool, imported: ImportResult, root: JsonObject): Promise<Comparison> => {
  const operation = { ...tool.operation, sourceId: source.id };
  const release = { ...source, definitions: imported.definitions };
  const sampled = sampleArguments(tool, imported.definitions);
  const checked = prepareChecker(operation, release)(sampled.args);
  if (!checked.ok) {
    const isSampled = checked.problems.every(
      ({ message }) => message.startsWith("is required") || message.includes("pattern"),
    );
    return {
      compared: 0,
      faults: isSampled ? [] : checked.problems.map(({ argument, message }) => `${argument} ${message}`),
    };
  }
  const built = prepareRequest({ operation, source: release, reserved: {} }).build({
    args: checked.args,
    variables: {},
    boundary: () => "test-boundary",
  });
  if (!built.ok) return { compared: 0, faults: [`${built.problem.argument} ${built.problem.message}`] };
  return compareRequest(tool, root, sampled, built.request);
};

interface Sampled {
  readonly args: JsonObject;
  /** By place and name. */
  readonly values: Map<string, JsonValue>;
  readonly body: JsonValue | undefined;
}

const sampleArguments = (tool: GeneratedTool, definitions: Readonly<Record<string, JsonSchema>>): Sampled => {
  const args: JsonObject = {};
  const values = new Map<string, JsonValue>();
  for (const binding of tool.operation.parameters) {
    if (binding.argument === undefined) continue;
    const value = sampleParameter(binding, definitions);
    if (value === undefined || isEmpty(value) || !isReadable(binding, value)) continue;
    args[binding.argument] = value;
    if (binding.contentType === undefined && isReadable(binding, value))
      values.set(`${binding.in} ${binding.name}`, value);
  }
  const body = sampleBody(tool, definitions, args);
  return { args, values, body };
};

const delimiting = "a é,b|c&d=e/f?g#h+i;k";
const harmless = "aé~b-c";

/** The reader decodes before it takes lists and objects apart, so delimiters stand in single values only. */
const sampleParameter = (
  binding: ParameterBinding,
  definitions: Readonly<Record<string, JsonSchema>>,
): JsonValue | undefined => {
  const isPlain = binding.in === "header" || binding.in === "cookie";
  const value = sampleValue(binding.schema, {
    definitions,
    text: binding.in === "header" ? "a-b" : isPlain ? harmless : delimiting,
    maxDepth: 0,
  });
  const isSingle = typeof value !== "object" || value === null;
  const isSplitPath = binding.in === "path" && (binding.style === "matrix" || binding.style === "label");
  return isSingle && !isSplitPath ? value : sampleValue(binding.schema, { definitions, text: "a-b", maxDepth: 0 });
};

/** What the reader has no rule for: `content`, lists in cookies, and objects between spaces or pipes. */
const isReadable = ({ in: place, style, contentType }: ParameterBinding, value: JsonValue): boolean => {
  if (contentType !== undefined) return false;
  if (typeof value !== "object" || value === null) return true;
  if (place === "cookie") return false;
  return Array.isArray(value) || (style !== "spaceDelimited" && style !== "pipeDelimited");
};

const isEmpty = (value: JsonValue): boolean =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

const sampleBody = (
  tool: GeneratedTool,
  definitions: Readonly<Record<string, JsonSchema>>,
  args: JsonObject,
): JsonValue | undefined => {
  const { body } = tool.operation;
  if (body === undefined) return undefined;
  const rules = { definitions, text: 'a é\n<b>&"c"', maxDepth: 4 };
  const isFile = (name: string): boolean => body.encoding[name]?.file === true;
  if (body.content.kind === "whole") {
    const value = body.content.file === true ? { text: "file" } : sampleValue(body.content.schema, rules);
    if (value !== undefined && body.content.argument !== undefined) args[body.content.argument] = value;
    return value;
  }
  const sample: JsonObject = {};
  for (const property of body.content.properties) {
    if (property.argument === undefined) continue;
    const value = isFile(property.name) ? { text: "file" } : sampleValue(property.schema, rules, 1);
    if (value === undefined) continue;
    args[property.argument] = value;
    sample[property.name] = value;
  }
  return sample;
};

const compareRequest = async (
  tool: GeneratedTool,
  root: JsonObject,
  sampled: Sampled,
  request: BuiltRequest,
): Promise<Comparison> => {
  const { path, method, body } = tool.operation;
  const parameters = parametersOf(root, path, method);
  const base = tool.operation.baseUrl ?? source.baseUrl;
  const read = await readByRules({
    isSwagger2: typeof root["swagger"] === "string",
    path,
    method,
    parameters,
    values: sampled.values,
    request: { target: request.url.slice(base.replace(/\/+$/, "").length), headers: request.headers },
  });
  const faults: string[] = [];
  let compared = 0;
  for (const parameter of parameters) {
    const place = placeOf(parameter);
    const sent = sampled.values.get(place);
    const name = textAt(parameter, "name");
    if (sent === undefined || (parameter["in"] === "header" && notSent.has(name.toLowerCase()))) continue;
    compared += 1;
    const found = asSent(findRead(read, parameter), sent);
    if (JSON.stringify(found) !== JSON.stringify(sent))
      faults.push(`${place}: sent ${JSON.stringify(sent)}, read ${JSON.stringify(found)} in ${request.url}`);
  }
  if (body !== undefined && sampled.body !== undefined && /[/+]json/.test(body.mediaType)) {
    compared += 1;
    const found = JSON.parse(String(request.body)) as JsonValue;
    if (JSON.stringify(found) !== JSON.stringify(sampled.body))
      faults.push(`body: sent ${JSON.stringify(sampled.body)}, read ${JSON.stringify(found)}`);
  }
  return { compared, faults };
};

/** An exploded object has no name of its own in a query: the reader counts every other parameter among its members. */
const asSent = (found: unknown, sent: JsonValue): unknown => {
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return found;
  return Object.fromEntries(Object.keys(sent).map((key) => [key, (found as JsonObject | undefined)?.[key]]));
};

const findRead = (read: Awaited<ReturnType<typeof readByRules>>, parameter: JsonObject): unknown => {
  const name = textAt(parameter, "name");
  switch (parameter["in"]) {
    case "path":
      return read.path[name];
    case "query":
      return read.query[name];
    case "header":
      return read.headers[name.toLowerCase()];
    default:
      // The reader leaves cookies encoded.
      return typeof read.cookie[name] === "string" ? decodeURIComponent(read.cookie[name]) : read.cookie[name];
  }
};

const parametersOf = (root: JsonObject, path: string, method: string): JsonObject[] => {
  const item = resolve(root, (root["paths"] as JsonObject | undefined)?.[path] ?? {});
  const operation = (item[method.toLowerCase()] ?? {}) as JsonObject;
  const byPlace = new Map<string, JsonObject>();
  for (const list of [item["parameters"], operation["parameters"]])
    for (const parameter of Array.isArray(list) ? list : []) {
      const resolved = resolve(root, parameter);
      byPlace.set(placeOf(resolved), resolved);
    }
  return [...byPlace.values()].filter(({ in: place }) =>
    ["path", "query", "header", "cookie"].includes(typeof place === "string" ? place : ""),
  );
};

const resolve = (root: JsonObject, value: JsonValue): JsonObject => {
  const object = value as JsonObject;
  const reference = object["$ref"];
  if (typeof reference !== "string") return object;
  let current: JsonValue = root;
  for (const step of reference.replace(/^#\//, "").split("/"))
    current = (current as JsonObject)[decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~")] ?? {};
  return resolve(root, current);
};
