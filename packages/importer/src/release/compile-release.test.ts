import { defaultPolicy, releaseManifest, serverId, slugSchema, sourceId, workspaceId } from "@breezeway/core";
import type { ToolOverride } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { documentOf, importSample } from "../testing/import-sample.ts";
import { compileRelease } from "./compile-release.ts";
import type { CompileReleaseInput, ReleaseSourceInput } from "./compile-types.ts";

const settings: CompileReleaseInput["settings"] = {
  workspace: { id: workspaceId.create(), slug: slugSchema.parse("acme") },
  server: {
    id: serverId.create(),
    slug: slugSchema.parse("wiki"),
    name: "Wiki",
    version: "1",
    description: "",
    instructions: "",
  },
  credential: { mode: "passthrough" },
  access: "credential",
  presentation: "all",
  policy: defaultPolicy,
};

const sourceOf = async (
  overrides: Record<string, ToolOverride> = {},
  title = "Wiki API",
): Promise<ReleaseSourceInput> => {
  const result = await importSample(
    documentOf(
      {
        "/pages/{id}": {
          get: {
            operationId: "getPage",
            parameters: [
              { in: "query", name: "format", schema: { $ref: "#/components/schemas/Format" } },
              { in: "query", name: "draft", schema: { type: "boolean" } },
            ],
          },
          delete: { operationId: "deletePage" },
        },
        "/pages": {
          post: {
            operationId: "addPage",
            requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Page" } } } },
          },
        },
      },
      {
        schemas: {
          Format: { type: "string", enum: ["storage", "view"] },
          Page: {
            type: "object",
            required: ["title"],
            properties: { title: { type: "string" }, parent: { $ref: "#/components/schemas/Page" } },
          },
        },
      },
    ),
  );
  return {
    id: sourceId.create(),
    title,
    baseUrl: "https://api.acme.test/wiki/",
    variables: {},
    definitions: { ...result.definitions },
    tools: [...result.tools],
    overrides,
  };
};

describe("compiling a release", () => {
  it("gives a manifest that holds the contract, with the definitions its tools use", async () => {
    const source = await sourceOf({ addPage: { enabled: false } });
    const { manifest, report } = compileRelease({ settings, sources: [source] });
    expect(releaseManifest.parse(manifest)).toEqual(manifest);
    expect(manifest.tools.map(({ name }) => name)).toEqual(["getPage", "deletePage"]);
    expect(manifest.sources[0]).toMatchObject({ baseUrl: "https://api.acme.test/wiki" });
    expect(Object.keys(manifest.sources[0]?.definitions ?? {})).toEqual(["Format"]);
    expect(report.totals.tools).toBe(2);
    expect(manifest.tools[0]).not.toHaveProperty("tags");
  });

  it("puts the owner's words and hints over the document's", async () => {
    const source = await sourceOf({
      getPage: {
        name: "read_page",
        title: "Read",
        description: "Mine.",
        annotations: { openWorldHint: false },
        arguments: { format: { description: "Which format", default: "view" } },
      },
    });
    const [tool] = compileRelease({ settings, sources: [source] }).manifest.tools;
    expect(tool).toMatchObject({
      name: "read_page",
      title: "Read",
      description: "Mine.",
      annotations: { readOnlyHint: true, openWorldHint: false },
    });
    expect(tool?.inputSchema["properties"]).toMatchObject({ format: { description: "Which format", default: "view" } });
    expect(tool?.operation.parameters.find(({ name }) => name === "format")).toMatchObject({
      argument: "format",
      default: "view",
    });
  });

  it("takes fixed and hidden arguments from the model, and keeps sending the fixed ones", async () => {
    const source = await sourceOf({
      getPage: { arguments: { format: { fixed: "storage" }, draft: { hidden: true } } },
      addPage: { arguments: { title: { hidden: true }, nothing: { hidden: true } } },
    });
    const { manifest, notes } = compileRelease({ settings, sources: [source] });
    const page = manifest.tools.find(({ name }) => name === "getPage");
    expect(page?.inputSchema).toEqual({ type: "object", properties: { id: { type: "string" } }, required: ["id"] });
    expect(page?.operation.parameters.map(({ name, argument, fixed }) => [name, argument, fixed])).toEqual([
      ["id", "id", undefined],
      ["format", undefined, "storage"],
      ["draft", undefined, undefined],
    ]);
    expect(notes.map(({ code }) => code)).toEqual(["required_hidden", "argument_unknown"]);
    const added = manifest.tools.find(({ name }) => name === "addPage");
    expect(added?.inputSchema["properties"]).toHaveProperty("title");
  });

  it("leaves out what writes where the server is read-only, and says so", async () => {
    const { manifest, notes } = compileRelease({
      settings: { ...settings, policy: { ...defaultPolicy, readOnly: true } },
      sources: [await sourceOf()],
    });
    expect(manifest.tools.map(({ name }) => name)).toEqual(["getPage"]);
    expect(notes.map(({ code, key }) => [code, key])).toEqual([
      ["read_only_left_out", "deletePage"],
      ["read_only_left_out", "addPage"],
    ]);
  });

  it("tells apart tools of one name from two sources, and refuses two that were named alike by hand", async () => {
    const { manifest, notes } = compileRelease({
      settings,
      sources: [await sourceOf(), await sourceOf({}, "Old API")],
    });
    expect(manifest.tools.map(({ name }) => name)).toEqual([
      "getPage",
      "deletePage",
      "addPage",
      "getPage_Old_API",
      "deletePage_Old_API",
      "addPage_Old_API",
    ]);
    expect(notes).toHaveLength(3);
    const clash = await sourceOf({ getPage: { name: "page" }, addPage: { name: "page" } });
    expect(() => compileRelease({ settings, sources: [clash] })).toThrow(
      expect.objectContaining({ code: "invalid_input" }),
    );
  });

  it("is deterministic", async () => {
    const source = await sourceOf({ getPage: { title: "Read" } });
    expect(JSON.stringify(compileRelease({ settings, sources: [source] }))).toBe(
      JSON.stringify(compileRelease({ settings, sources: [source] })),
    );
  });

  it("refuses settings that do not go together", async () => {
    const sources = [await sourceOf()];
    expect(() => compileRelease({ settings: { ...settings, access: "public" }, sources })).toThrow(
      expect.objectContaining({ code: "invalid_input", at: "access" }),
    );
  });
});
