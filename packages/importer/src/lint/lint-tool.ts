import type { JsonObject } from "@breezeway/core";
import { byteLength, get, isObject, objectAt, textAt } from "../json/json-object.ts";
import type { LintFinding } from "./lint-report.ts";
import type { LintedTool } from "./linted-tool.ts";
import { schemaFacts } from "./schema-facts.ts";
import type { SchemaFact } from "./schema-facts.ts";

export interface ToolLint {
  readonly findings: readonly LintFinding[];
  readonly schemaBytes: number;
  readonly schemaDepth: number;
}

type Rule = Pick<LintFinding, "rule" | "severity" | "clients" | "fix">;

const importerFix: LintFinding["fix"] = {
  kind: "none",
  label: "The importer rewrites this; an edit brought it back. Undo the edit.",
};

const rules = {
  nameLength: {
    rule: "name-length",
    severity: "warning",
    clients: ["claude-code", "cursor"],
    fix: { kind: "edit", label: "Give the tool a shorter name." },
  },
  nameCharset: {
    rule: "name-charset",
    severity: "error",
    clients: ["claude", "claude-code", "cursor", "vscode", "chatgpt", "gemini"],
    fix: { kind: "edit", label: "Use letters, digits, _ and - only." },
  },
  rootType: { rule: "root-type", severity: "error", clients: ["claude", "claude-code", "vscode"], fix: importerFix },
  rootCombinator: {
    rule: "root-combinator",
    severity: "error",
    clients: ["claude", "claude-code", "chatgpt"],
    fix: importerFix,
  },
  reference: { rule: "reference", severity: "error", clients: ["gemini", "claude"], fix: importerFix },
  propertyKey: { rule: "property-key", severity: "error", clients: ["claude", "claude-code"], fix: importerFix },
  schemaBytes: {
    rule: "schema-bytes",
    severity: "error",
    clients: ["claude"],
    fix: { kind: "edit", label: "Hide arguments that are not needed." },
  },
  nesting: {
    rule: "nesting",
    severity: "info",
    clients: ["claude", "gemini"],
    fix: { kind: "edit", label: "Fix or hide deep arguments, or say in the description what goes into them." },
  },
  arrayItems: { rule: "array-items", severity: "error", clients: ["vscode"], fix: importerFix },
  typeArray: { rule: "type-array", severity: "error", clients: ["vscode", "gemini"], fix: importerFix },
  combinator: { rule: "combinator", severity: "error", clients: ["gemini", "chatgpt"], fix: importerFix },
  outputSchema: {
    rule: "output-schema",
    severity: "error",
    clients: ["claude-code", "cursor", "vscode"],
    fix: { kind: "none", label: "Import again without output schemas." },
  },
  descriptionMissing: {
    rule: "description-missing",
    severity: "warning",
    clients: ["claude", "claude-code", "cursor", "vscode", "chatgpt", "gemini"],
    fix: { kind: "edit", label: "Describe what the tool does." },
  },
  descriptionLength: {
    rule: "description-length",
    severity: "warning",
    clients: ["chatgpt", "cursor"],
    fix: { kind: "edit", label: "Shorten the description to 1,000 characters." },
  },
  argumentUndescribed: {
    rule: "argument-undescribed",
    severity: "info",
    clients: ["claude", "claude-code", "cursor", "vscode", "chatgpt", "gemini"],
    fix: { kind: "edit", label: "Describe the argument." },
  },
  credentialArgument: {
    rule: "credential-argument",
    severity: "warning",
    clients: ["claude", "claude-code", "cursor", "vscode", "chatgpt", "gemini"],
    fix: { kind: "edit", label: "Hide the argument and let the server's credential carry it." },
  },
} as const satisfies Record<string, Rule>;

const maxSchemaBytes = 16_384;
const maxName = 45;
const maxDepth = 2;
const credentialName =
  /^(?:token|access_?token|auth_?token|api_?key|apikey|x-api-key|client_?secret|password|passwd|secret|bearer|session_?token)$/i;

/** Everything the clients' limits say about one tool. */
export const lintTool = (tool: LintedTool): ToolLint => {
  const findings: LintFinding[] = [];
  const add = (rule: Rule, at: string, message: string): void => {
    findings.push({ ...rule, tool: tool.name, at, message });
  };
  const { facts, depth } = schemaFacts(tool.inputSchema);
  const schemaBytes = byteLength(tool.inputSchema);
  if (tool.name.length > maxName)
    add(
      rules.nameLength,
      "/name",
      `The name has ${tool.name.length} characters; with a server's name in front, more than ${maxName} can be too many.`,
    );
  if (!/^[A-Za-z0-9_-]+$/.test(tool.name))
    add(rules.nameCharset, "/name", "The name has characters that clients refuse.");
  if (tool.description.trim() === "") add(rules.descriptionMissing, "/description", "The tool has no description.");
  if (tool.description.length > 1_024)
    add(rules.descriptionLength, "/description", `The description has ${tool.description.length} characters.`);
  if (get(tool.inputSchema, "type") !== "object")
    add(rules.rootType, "/inputSchema/type", "The input schema's root is no object.");
  if (schemaBytes > maxSchemaBytes)
    add(
      rules.schemaBytes,
      "/inputSchema",
      `The input schema has ${schemaBytes} bytes; above ${maxSchemaBytes} the tool is dropped.`,
    );
  if (depth > maxDepth)
    add(rules.nesting, "/inputSchema", `Objects are nested ${depth} levels deep; some clients cut below ${maxDepth}.`);
  for (const fact of facts) addFact(add, fact);
  addArguments(add, tool.inputSchema);
  if (tool.outputSchema !== undefined && get(tool.outputSchema, "type") !== "object")
    add(
      rules.outputSchema,
      "/outputSchema",
      "The output schema's root is no object: some clients lose the whole list.",
    );
  return { findings, schemaBytes, schemaDepth: depth };
};

type Add = (rule: Rule, at: string, message: string) => void;

const addFact = (add: Add, fact: SchemaFact): void => {
  const isRoot = fact.at === "/inputSchema";
  switch (fact.kind) {
    case "reference":
      return add(rules.reference, fact.at, `${fact.detail} stands in the schema.`);
    case "key":
      return add(rules.propertyKey, fact.at, `The key ${fact.detail} has characters that clients refuse.`);
    case "untyped-items":
      return add(rules.arrayItems, fact.at, "A list does not say what its items are.");
    case "type-list":
      return add(rules.typeArray, fact.at, "Several types stand in one `type`.");
    case "combinator":
      if (isRoot) return add(rules.rootCombinator, fact.at, `${fact.detail} stands at the root: the tool is dropped.`);
      return fact.detail === "anyOf"
        ? undefined
        : add(rules.combinator, fact.at, `${fact.detail} stands in the schema.`);
  }
};

const addArguments = (add: Add, schema: JsonObject): void => {
  for (const [name, value] of Object.entries(objectAt(schema, "properties") ?? {})) {
    const at = `/inputSchema/properties/${name}`;
    if (isObject(value) && (textAt(value, "description") ?? "") === "")
      add(rules.argumentUndescribed, at, `${name} is not described.`);
    if (credentialName.test(name))
      add(rules.credentialArgument, at, `${name} looks like a credential: a model should not have to know it.`);
  }
};
