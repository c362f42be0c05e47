import type { JsonObject } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import type { LintedTool } from "./linted-tool.ts";
import { lintTools } from "./lint-tools.ts";

const tool = (inputSchema: JsonObject, extra: Partial<LintedTool> = {}): LintedTool => ({
  name: "getPage",
  title: "Get page",
  description: "Gets a page.",
  inputSchema,
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  operation: { key: "getPage" },
  ...extra,
});

const rulesOf = (linted: LintedTool) => lintTools([linted]).findings.map(({ rule, at }) => `${rule} ${at}`);

describe("the lint", () => {
  it("finds nothing in a tool that every client takes", () => {
    const report = lintTools([
      tool({ type: "object", properties: { id: { type: "string", description: "Id" } }, required: ["id"] }),
    ]);
    expect(report.findings).toEqual([]);
    expect(report.clients.every(({ state }) => state === "ok")).toBe(true);
    expect(report.totals).toMatchObject({ tools: 1, largestSchemaTool: "getPage" });
  });

  it("measures tools as a list shows them", () => {
    const one = tool({ type: "object", properties: {} });
    const report = lintTools([one, { ...one, name: "getBlog" }]);
    const listed = [one, { ...one, name: "getBlog" }].map(({ name, title, description, inputSchema, annotations }) => ({
      name,
      title,
      description,
      inputSchema,
      annotations,
    }));
    expect(report.totals.listBytes).toBe(JSON.stringify({ tools: listed }).length);
    expect(report.totals.listTokens).toBe(Math.ceil(report.totals.listBytes / 4));
  });

  it("knows what clients choke on, and where", () => {
    expect(rulesOf(tool({ type: "object", oneOf: [] }))).toContain("root-combinator /inputSchema");
    expect(rulesOf(tool({ properties: {} }))).toContain("root-type /inputSchema/type");
    expect(rulesOf(tool({ type: "object", properties: { "a b": { description: "x" } } }))).toContain(
      "property-key /inputSchema/properties",
    );
    expect(rulesOf(tool({ type: "object", properties: { a: { $ref: "#/x", description: "x" } } }))).toContain(
      "reference /inputSchema/properties/a",
    );
    expect(rulesOf(tool({ type: "object", properties: { a: { type: "array", description: "x" } } }))).toContain(
      "array-items /inputSchema/properties/a",
    );
    expect(
      rulesOf(tool({ type: "object", properties: { a: { type: ["string", "null"], description: "x" } } })),
    ).toContain("type-array /inputSchema/properties/a");
    expect(rulesOf(tool({ type: "object", properties: { token: { type: "string", description: "x" } } }))).toContain(
      "credential-argument /inputSchema/properties/token",
    );
    expect(rulesOf(tool({ type: "object" }, { outputSchema: { type: "array" } }))).toContain(
      "output-schema /outputSchema",
    );
    expect(rulesOf(tool({ type: "object", properties: { a: { description: "x".repeat(17_000) } } }))).toContain(
      "schema-bytes /inputSchema",
    );
    expect(rulesOf(tool({ type: "object" }, { name: "n".repeat(50), description: "" }))).toEqual([
      "name-length /name",
      "description-missing /description",
    ]);
  });

  it("judges each client by its own limits", () => {
    const many = Array.from({ length: 50 }, (_, index) => tool({ type: "object" }, { name: `t${index}` }));
    const report = lintTools(many);
    expect(report.clients.filter(({ state }) => state === "limited").map(({ client }) => client)).toEqual(["cursor"]);
    const limits = new Map(report.clients.map((client) => [client.client, client.limits]));
    expect(limits.get("cursor")).toEqual([{ unit: "tools", used: 50, limit: 40 }]);
    expect(limits.get("vscode")).toEqual([{ unit: "tools", used: 50, limit: 128 }]);
    expect(limits.get("claude")).toEqual([{ unit: "tokens", used: report.totals.listTokens, limit: 25_000 }]);
    expect(lintTools([...many, ...many]).clients.every(({ state }) => state === "breaks")).toBe(true);
  });
});
