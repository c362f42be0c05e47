import type { JsonObject, RenamedKey } from "@breezeway/core";
import type { ToolArgument } from "../bindings/tool-argument.ts";
import type { DefinitionList } from "../definitions/definition-list.ts";
import { byteLength, get, put, textAt } from "../json/json-object.ts";
import { openObject } from "./show-parts.ts";
import { showSchema } from "./show-schema.ts";
import type { SchemaCut, ShowLimits } from "./show-types.ts";

export interface InputSchema {
  readonly schema: JsonObject;
  readonly cuts: readonly SchemaCut[];
  readonly renamed: readonly RenamedKey[];
}

/** Above this claude.ai drops a tool. */
export const maxSchemaBytes = 16_384;

/** From generous to bare; the first that fits is taken. */
const ladder: readonly ShowLimits[] = [
  { depth: 5, nodes: 900, argumentText: 96, nestedText: 54, enumValues: 60, variants: 6 },
  { depth: 4, nodes: 700, argumentText: 96, nestedText: 54, enumValues: 40, variants: 5 },
  { depth: 3, nodes: 500, argumentText: 90, nestedText: 50, enumValues: 30, variants: 4 },
  { depth: 2, nodes: 400, argumentText: 90, nestedText: 50, enumValues: 20, variants: 3 },
  { depth: 1, nodes: 300, argumentText: 80, nestedText: 40, enumValues: 12, variants: 2 },
  { depth: 0, nodes: 200, argumentText: 80, nestedText: 40, enumValues: 6, variants: 2 },
  { depth: 0, nodes: 0, argumentText: 40, nestedText: 40, enumValues: 0, variants: 1 },
];

/** A tool's arguments as the schema that clients are shown: at most 16,384 bytes, every argument in it. */
export const inputSchema = (args: readonly ToolArgument[], definitions: DefinitionList): InputSchema => {
  let last: InputSchema | undefined;
  for (const limits of ladder) {
    last = attempt(args, definitions, limits);
    if (byteLength(last.schema) <= maxSchemaBytes) return last;
  }
  return bare(args, last);
};

const attempt = (args: readonly ToolArgument[], definitions: DefinitionList, limits: ShowLimits): InputSchema => {
  const cuts: SchemaCut[] = [];
  const renamed: RenamedKey[] = [];
  const properties: JsonObject = {};
  const shownOnce = new Set<string>();
  for (const item of args) {
    const state = { definitions, limits, cuts, renamed, shown: shownOnce, nodes: 0 };
    const shown = showSchema(
      describedSchema(item),
      { at: [item.argument], depth: 0, stack: [], dropNull: item.dropNull },
      state,
    );
    put(properties, item.argument, withDeprecation(shown, item));
  }
  return { schema: rootSchema(args, properties), cuts, renamed };
};

/** The parameter's own prose takes the place of its schema's. */
const describedSchema = ({ schema, description }: ToolArgument): JsonObject =>
  description.trim() === "" ? schema : { ...schema, description };

const withDeprecation = (shown: JsonObject, item: ToolArgument): JsonObject => {
  const text = textAt(shown, "description") ?? "";
  if (!item.deprecated || text.includes("Deprecated")) return shown;
  return { ...shown, description: `${text} Deprecated.`.trim() };
};

const rootSchema = (args: readonly ToolArgument[], properties: JsonObject): JsonObject => {
  const required = args.filter((item) => item.required).map((item) => item.argument);
  return { type: "object", properties, ...(required.length > 0 ? { required } : {}) };
};

/** Last resort for hundreds of arguments: names and types only, then names alone. */
const bare = (args: readonly ToolArgument[], last: InputSchema | undefined): InputSchema => {
  const cuts: SchemaCut[] = [...(last?.cuts ?? []), { at: [], reason: "size", fields: [] }];
  const properties: JsonObject = {};
  for (const item of args) {
    const shown = get((last?.schema["properties"] ?? {}) as JsonObject, item.argument);
    const type =
      typeof shown === "object" && shown !== null && !Array.isArray(shown) ? textAt(shown, "type") : undefined;
    put(
      properties,
      item.argument,
      type === undefined || type === "object" ? openObject([]) : type === "array" ? { type, items: {} } : { type },
    );
  }
  const schema = rootSchema(args, properties);
  if (byteLength(schema) <= maxSchemaBytes) return { schema, cuts, renamed: [] };
  return { schema: namesOnly(args), cuts, renamed: [] };
};

const namesOnly = (args: readonly ToolArgument[]): JsonObject => {
  const properties: JsonObject = {};
  let bytes = 200;
  for (const item of args.toSorted((left, right) => Number(right.required) - Number(left.required))) {
    bytes += item.argument.length + 6;
    if (bytes > maxSchemaBytes) break;
    put(properties, item.argument, {});
  }
  return { type: "object", description: "Only the names of the arguments are shown: there are too many.", properties };
};
