import { describe, expect, it } from "vitest";
import { documentOf, importSample } from "../testing/import-sample.ts";
import { matchesGlob } from "./glob.ts";
import { selectTools, suggestSelection } from "./select-tools.ts";

const sample = async () =>
  importSample(
    documentOf({
      "/pages": {
        get: { operationId: "listPages", tags: ["Page"] },
        post: { operationId: "createPage", tags: ["Page"] },
      },
      "/pages/{id}/labels": { get: { operationId: "getPageLabels", tags: ["Label", "Page"] } },
      "/admin/keys": { delete: { operationId: "deleteKey", tags: ["Admin"], deprecated: true } },
    }),
  );

describe("selecting tools", () => {
  it("takes what fits every list, plus named keys, less the exceptions", async () => {
    const { tools } = await sample();
    const names = (selection: Parameters<typeof selectTools>[1]) =>
      selectTools(tools, selection).map(({ name }) => name);
    expect(names({ tags: ["Page"] })).toEqual(["listPages", "createPage", "getPageLabels"]);
    expect(names({ tags: ["Page"], methods: ["GET"] })).toEqual(["listPages", "getPageLabels"]);
    expect(names({ paths: ["/pages/**"] })).toEqual(["getPageLabels"]);
    expect(names({ names: ["*Page*"], keys: ["deleteKey"] })).toEqual([
      "listPages",
      "createPage",
      "getPageLabels",
      "deleteKey",
    ]);
    expect(names({ tags: ["Page"], except: { names: ["create*"] } })).toEqual(["listPages", "getPageLabels"]);
    expect(names({ includeDeprecated: false })).toHaveLength(3);
    expect(names({})).toHaveLength(4);
  });

  it("works at import too, and accounts for what was not taken", async () => {
    const result = await importSample(
      documentOf({ "/a": { get: { operationId: "getA", tags: ["A"] } }, "/b": { get: { operationId: "getB" } } }),
      { selection: { tags: ["A"] } },
    );
    expect(result.tools.map(({ name }) => name)).toEqual(["getA"]);
    expect(result.notSelected).toBe(1);
  });

  it("matches globs in linear time", () => {
    expect(matchesGlob("/pages/7/labels", "/pages/*/labels")).toBe(true);
    expect(matchesGlob("/pages/7/8/labels", "/pages/*/labels")).toBe(false);
    expect(matchesGlob("/pages/7/8/labels", "/pages/**")).toBe(true);
    const started = performance.now();
    expect(matchesGlob("a".repeat(2_000), `${"*a".repeat(200)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it("suggests at most 40 tools of a large document: reading and everyday writing first", async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [
        `/r${index}`,
        {
          get: { operationId: `list${index}` },
          post: { operationId: `create${index}` },
          delete: { operationId: `delete${index}` },
        },
      ]),
    );
    const suggestion = suggestSelection((await importSample(documentOf(paths))).tools);
    expect(suggestion.recommended).toBe(true);
    expect(suggestion.keys).toHaveLength(40);
    expect(suggestion.keys.some((key) => key.startsWith("delete"))).toBe(false);
    expect(suggestSelection((await sample()).tools)).toMatchObject({ recommended: false });
  });
});
