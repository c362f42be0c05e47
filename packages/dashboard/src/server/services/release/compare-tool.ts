import type { JsonObject, ToolDefinition } from "@breezeway/core";

export interface ToolDifference {
  readonly text: string;
  readonly breaking: boolean;
}

/** What differs between two states of one tool, as a client notices it. */
export const compareTool = (before: ToolDefinition, after: ToolDefinition): ToolDifference[] => [
  ...(before.name === after.name ? [] : [{ text: `Renamed from ${before.name}`, breaking: true }]),
  ...(before.title === after.title ? [] : [{ text: "Title changed", breaking: false }]),
  ...(before.description === after.description ? [] : [{ text: "Description changed", breaking: false }]),
  ...compareAnnotations(before, after),
  ...compareArguments(before.inputSchema, after.inputSchema),
  ...compareScopes(before, after),
  ...(requestOf(before) === requestOf(after) ? [] : [{ text: "The request is built another way", breaking: false }]),
];

const compareAnnotations = (before: ToolDefinition, after: ToolDefinition): ToolDifference[] => {
  const differences: ToolDifference[] = [];
  if (before.annotations.readOnlyHint !== after.annotations.readOnlyHint)
    differences.push({
      text: after.annotations.readOnlyHint ? "Now read-only" : "No longer read-only",
      breaking: false,
    });
  if (before.annotations.destructiveHint !== after.annotations.destructiveHint)
    differences.push({
      text: after.annotations.destructiveHint ? "Now marked as destructive" : "No longer marked as destructive",
      breaking: false,
    });
  return differences;
};

const compareScopes = (before: ToolDefinition, after: ToolDefinition): ToolDifference[] => {
  const added = after.scopes.filter((scope) => !before.scopes.includes(scope));
  return added.length === 0 ? [] : [{ text: `Needs ${added.join(", ")}`, breaking: true }];
};

interface Arguments {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly required: ReadonlySet<unknown>;
}

const readArguments = ({ properties, required }: JsonObject): Arguments => ({
  properties: typeof properties === "object" && properties !== null && !Array.isArray(properties) ? properties : {},
  required: new Set(Array.isArray(required) ? required : []),
});

const compareArguments = (beforeSchema: JsonObject, afterSchema: JsonObject): ToolDifference[] => {
  const before = readArguments(beforeSchema);
  const after = readArguments(afterSchema);
  const differences: ToolDifference[] = [];
  for (const name of Object.keys(after.properties)) {
    const isRequired = after.required.has(name);
    if (!Object.hasOwn(before.properties, name))
      differences.push({ text: `New argument ${name}${isRequired ? ", required" : ""}`, breaking: isRequired });
    else if (isRequired && !before.required.has(name))
      differences.push({ text: `${name} is required now`, breaking: true });
    else if (JSON.stringify(before.properties[name]) !== JSON.stringify(after.properties[name]))
      differences.push({ text: `${name} changed`, breaking: false });
  }
  for (const name of Object.keys(before.properties))
    if (!Object.hasOwn(after.properties, name)) differences.push({ text: `Argument ${name} removed`, breaking: true });
  return differences;
};

/** Where arguments are the same, fixed values and wire names may still differ. */
const requestOf = ({ operation }: ToolDefinition): string =>
  JSON.stringify([
    operation.method,
    operation.path,
    operation.baseUrl,
    operation.parameters,
    operation.body,
    operation.headers,
  ]);
