// Search presentation: three tools stand for all. Policies, limits and annotations of the real tools hold as before,
// because a call through `call_tool` takes the same way as a direct one.
import type { JsonSchema, ToolAnnotations, ToolDefinition } from "@breezeway/core";
import type { CallerLimits } from "../identify/caller.ts";
import { createSearchIndex } from "./bm25.ts";

export interface PresentedTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
  readonly annotations: ToolAnnotations;
}

export type SearchAnswer =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "mistake"; readonly text: string }
  | { readonly kind: "call"; readonly name: string; readonly args: unknown };

export interface ToolSearch {
  readonly tools: readonly PresentedTool[];
  /** What a call of one of the three comes to; `undefined` for every other name. */
  readonly answer: (input: {
    readonly name: string;
    readonly args: Readonly<Record<string, unknown>>;
    readonly limits: CallerLimits;
  }) => SearchAnswer | undefined;
}

const names = { search: "search_tools", describe: "describe_tool", call: "call_tool" } as const;
const defaultResults = 8;
const maxResults = 25;
const lookOnly: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: false,
};

export const createSearch = (definitions: readonly ToolDefinition[]): ToolSearch => {
  const byName = new Map(definitions.map((definition) => [definition.name, definition]));
  const index = createSearchIndex(
    definitions.map(({ name, title, description }) => [
      { text: name, weight: 3 },
      { text: title, weight: 2 },
      { text: description, weight: 1 },
    ]),
  );
  const search = (args: Readonly<Record<string, unknown>>, limits: CallerLimits): SearchAnswer => {
    const query = args["query"];
    if (typeof query !== "string" || query.trim() === "")
      return mistake('"query" is required: words that say what you want to do.');
    const wanted = Number(args["limit"] ?? defaultResults);
    const limit = Number.isInteger(wanted) && wanted > 0 ? Math.min(wanted, maxResults) : defaultResults;
    const found = index
      .search(query.slice(0, 500), definitions.length)
      .flatMap((position) => definitions[position] ?? [])
      .filter((tool) => mayUse(tool, limits))
      .slice(0, limit);
    if (found.length === 0)
      return { kind: "text", text: `No tool matches. Try other words; there are ${definitions.length} tools.` };
    return { kind: "text", text: JSON.stringify(found.map(summarise)) };
  };

  const describe = (args: Readonly<Record<string, unknown>>, limits: CallerLimits): SearchAnswer => {
    const tool = typeof args["name"] === "string" ? byName.get(args["name"]) : undefined;
    if (tool === undefined || !mayUse(tool, limits))
      return mistake(`There is no such tool. Find one with ${names.search}.`);
    const { name, title, description, inputSchema, annotations } = tool;
    return { kind: "text", text: JSON.stringify({ name, title, description, inputSchema, annotations }) };
  };

  return {
    tools: presented(definitions),
    answer: ({ name, args, limits }) => {
      if (name === names.search) return search(args, limits);
      if (name === names.describe) return describe(args, limits);
      if (name !== names.call) return undefined;
      if (typeof args["name"] !== "string")
        return mistake(`"name" is required: a tool's name as ${names.search} gives it.`);
      return { kind: "call", name: args["name"], args: args["arguments"] ?? {} };
    },
  };
};

const mayUse = (tool: ToolDefinition, limits: CallerLimits): boolean =>
  (!limits.readOnly || tool.annotations.readOnlyHint) && (limits.tools?.has(tool.name) ?? true);

const mistake = (text: string): SearchAnswer => ({ kind: "mistake", text });

const maxSummary = 160;

const summarise = ({ name, description, annotations }: ToolDefinition) => ({
  name,
  summary: description.length > maxSummary ? `${description.slice(0, maxSummary)}…` : description,
  readOnly: annotations.readOnlyHint,
  ...(annotations.destructiveHint && { destructive: true }),
});

const presented = (definitions: readonly ToolDefinition[]): PresentedTool[] => {
  const isReadOnly = definitions.every(({ annotations }) => annotations.readOnlyHint);
  return [
    {
      name: names.search,
      title: "Search tools",
      description: `Finds tools of this server by words in their names and descriptions. There are ${definitions.length} tools. Search first, then read a tool's arguments with ${names.describe}, then run it with ${names.call}.`,
      inputSchema: objectSchema(
        {
          query: { type: "string", description: "What you want to do, in a few words." },
          limit: {
            type: "integer",
            minimum: 1,
            maximum: maxResults,
            description: `How many tools to return; ${defaultResults} by default.`,
          },
        },
        ["query"],
      ),
      annotations: lookOnly,
    },
    {
      name: names.describe,
      title: "Describe a tool",
      description: "Returns one tool's full description and the JSON Schema of its arguments.",
      inputSchema: objectSchema(
        { name: { type: "string", description: `A tool's name as ${names.search} gives it.` } },
        ["name"],
      ),
      annotations: lookOnly,
    },
    {
      name: names.call,
      title: "Call a tool",
      description: `Runs one tool with its arguments. Read them with ${names.describe} first.`,
      inputSchema: objectSchema(
        {
          name: { type: "string", description: `A tool's name as ${names.search} gives it.` },
          arguments: { type: "object", description: "The tool's arguments.", additionalProperties: true },
        },
        ["name"],
      ),
      annotations: {
        readOnlyHint: isReadOnly,
        destructiveHint: definitions.some(({ annotations }) => annotations.destructiveHint),
        idempotentHint: definitions.every(({ annotations }) => annotations.idempotentHint),
        openWorldHint: true,
      },
    },
  ];
};

const objectSchema = (properties: JsonSchema, required: string[]): JsonSchema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
