import type { GeneratedTool, JsonObject } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { documentOf, importSample } from "../testing/import-sample.ts";
import { diffTools } from "./diff-tools.ts";

const operation = (id: string, extra: JsonObject = {}): JsonObject => ({ operationId: id, summary: id, ...extra });
const query = (name: string, schema: JsonObject, required = false): JsonObject => ({
  in: "query",
  name,
  required,
  schema,
});

const toolsOf = async (paths: JsonObject): Promise<readonly GeneratedTool[]> =>
  (await importSample(documentOf(paths, { securitySchemes: { oauth: { type: "oauth2", flows: {} } } }))).tools;

describe("the difference of two imports", () => {
  it("names what was added and what was removed", async () => {
    const diff = diffTools(
      await toolsOf({ "/a": { get: operation("getA") } }),
      await toolsOf({ "/b": { get: operation("getB") } }),
    );
    expect(diff.added).toEqual([{ key: "getB", name: "getB" }]);
    expect(diff.removed).toEqual([{ key: "getA", name: "getA" }]);
    expect(diff.breaking).toEqual([{ tool: { key: "getA", name: "getA" }, message: "The tool was removed." }]);
  });

  it("finds a renamed operation by method and path, then by shape", async () => {
    const parameters = [query("first", { type: "string" }), query("second", { type: "string" })];
    const diff = diffTools(
      await toolsOf({
        "/a/{id}": { get: operation("readA") },
        "/old/things": { get: operation("listOld", { parameters }) },
      }),
      await toolsOf({
        "/a/{key}": { get: operation("getA") },
        "/new/v2/things": { get: operation("listNew", { parameters }) },
      }),
    );
    expect(diff.renamed.map(({ before, after, matchedBy }) => [before.name, after.name, matchedBy])).toEqual([
      ["readA", "getA", "method_and_path"],
      ["listOld", "listNew", "shape"],
    ]);
    expect(diff.added).toEqual([]);
  });

  it("calls breaking what can fail a caller, and nothing else", async () => {
    const before = await toolsOf({
      "/a": {
        get: operation("getA", {
          security: [{ oauth: ["read"] }],
          parameters: [
            query("gone", {}),
            query("sort", { type: "string", enum: ["a", "b"] }),
            query("page", { type: "string" }),
            query("size", { type: "integer", maximum: 100 }),
            query("wide", { type: "integer" }),
            query("same", { type: "string" }),
          ],
        }),
      },
    });
    const after = await toolsOf({
      "/a": {
        get: operation("getA", {
          summary: "Get A",
          security: [{ oauth: ["read", "read:more"] }],
          parameters: [
            query("sort", { type: "string", enum: ["a", "c"] }),
            query("page", { type: "integer" }),
            query("size", { type: "integer", maximum: 50 }),
            query("wide", { type: "number" }),
            query("same", { type: "string" }, true),
            query("added", {}),
            query("due", {}, true),
          ],
        }),
      },
    });
    const [changed] = diffTools(before, after).changed;
    const seen = changed?.changes
      .map(({ kind, breaking, argument }) => `${breaking ? "!" : " "}${kind} ${argument ?? ""}`.trimEnd())
      .toSorted();
    expect(seen).toEqual(
      [
        "!argument_removed gone",
        "!argument_required due",
        "!argument_required same",
        "!enum_narrowed sort",
        " enum_widened sort",
        "!type_narrowed page",
        " type_widened page",
        "!type_narrowed size",
        " type_widened wide",
        " argument_added added",
        "!scope_added",
        " description_changed",
      ].toSorted(),
    );
  });

  it("does not call a scope added where another accepted alternative is still met", async () => {
    const before = await toolsOf({ "/a": { get: operation("getA", { security: [{ oauth: ["classic"] }] }) } });
    const after = await toolsOf({
      "/a": { get: operation("getA", { security: [{ oauth: ["granular"] }, { oauth: ["classic"] }] }) },
    });
    expect(diffTools(before, after).breaking).toEqual([]);
  });

  it("carries the owner's edits to the new key, and names every conflict", async () => {
    const before = await toolsOf({
      "/a": {
        get: operation("readA", {
          parameters: [query("x", { type: "string" }), query("status", { type: "string", enum: ["old"] })],
        }),
      },
      "/b": { get: operation("getB") },
    });
    const after = await toolsOf({
      "/a": {
        get: operation("getA", {
          summary: "Other words",
          parameters: [query("status", { type: "string", enum: ["new"] }), query("y", {})],
        }),
      },
    });
    const { carried, conflicts } = diffTools(before, after, {
      readA: { enabled: true, description: "Mine", arguments: { x: { hidden: true }, status: { fixed: "old" } } },
      getB: { enabled: false },
    }).overrides;
    expect(carried).toEqual({
      getA: { enabled: true, description: "Mine", arguments: { status: { fixed: "old" } } },
      getB: { enabled: false },
    });
    expect(conflicts.map(({ key, field, argument, resolution }) => [key, field, argument, resolution])).toEqual([
      ["getA", "description", undefined, "undecided"],
      ["getA", "argument", "x", "dropped"],
      ["getA", "argument", "status", "undecided"],
    ]);
  });

  it("sees nothing in two imports of the same document", async () => {
    const paths = { "/a": { get: operation("getA", { parameters: [query("x", { type: "string" })] }) } };
    const diff = diffTools(await toolsOf(paths), await toolsOf(structuredClone(paths)));
    expect(diff).toMatchObject({ added: [], removed: [], renamed: [], changed: [], breaking: [], unchanged: 1 });
  });

  it("names the scopes that users have to grant anew: of tools that are on, and were not needed before", async () => {
    const before = await toolsOf({ "/a": { get: operation("getA", { security: [{ oauth: ["read"] }] }) } });
    const after = await toolsOf({
      "/a": { get: operation("getA", { security: [{ oauth: ["read", "list"] }] }) },
      "/b": { get: operation("getB", { security: [{ oauth: ["write"] }] }) },
    });
    expect(diffTools(before, after).addedScopes).toEqual(["list", "write"]);
    expect(diffTools(before, after, { getA: { enabled: false } }).addedScopes).toEqual(["write"]);
  });
});
