import type { GeneratedTool } from "@breezeway/core";
import { byteLength, get } from "../json/json-object.ts";
import { schemaFacts } from "../lint/schema-facts.ts";

const maxSchemaBytes = 16_384;

/** What no generated tool may ever do, in words; empty where all is well. */
export const brokenRules = (tools: readonly GeneratedTool[], maxNameLength: number): string[] => {
  const problems: string[] = [];
  const names = new Set<string>();
  for (const tool of tools) {
    const say = (problem: string): void => {
      problems.push(`${tool.name}: ${problem}`);
    };
    if (names.has(tool.name)) say("the name stands twice");
    names.add(tool.name);
    if (!/^[A-Za-z0-9_-]+$/.test(tool.name) || tool.name.length > maxNameLength)
      say("the name is not one that clients take");
    if (tool.description.trim() === "") say("there is no description");
    checkSchema(tool, say);
  }
  return problems;
};

const checkSchema = (tool: GeneratedTool, say: (problem: string) => void): void => {
  const schema = tool.inputSchema;
  if (get(schema, "type") !== "object") say("the schema's root is no object");
  for (const key of ["oneOf", "anyOf", "allOf", "not"])
    if (get(schema, key) !== undefined) say(`${key} stands at the root`);
  const bytes = byteLength(schema);
  if (bytes > maxSchemaBytes) say(`the schema has ${bytes} bytes`);
  for (const fact of schemaFacts(schema).facts)
    if (fact.kind !== "combinator" || fact.detail !== "anyOf") say(`${fact.kind} (${fact.detail}) at ${fact.at}`);
  if (tool.outputSchema !== undefined && get(tool.outputSchema, "type") !== "object")
    say("the output schema's root is no object");
  if (JSON.stringify(schema).includes('"x-')) {
    const hasExtension = /"x-[^"]*":/.test(JSON.stringify(withoutNames(schema)));
    if (hasExtension) say("an extension stands in the schema");
  }
};

/** Property names may begin with `x-`; keywords may not. */
const withoutNames = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNames);
  if (typeof value !== "object" || value === null) return typeof value === "string" ? "" : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      key === "properties" && typeof child === "object" && child !== null
        ? Object.values(child).map(withoutNames)
        : withoutNames(child),
    ]),
  );
};
