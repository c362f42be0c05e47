import type { GeneratedTool, JsonObject, ToolOverride } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import { documentOf, importSample } from "../testing/import-sample.ts";
import { diffTools } from "./diff-tools.ts";
import { withoutEdit } from "./without-edit.ts";

const query = (name: string, schema: JsonObject, extra: JsonObject = {}): JsonObject => ({
  in: "query",
  name,
  schema,
  ...extra,
});
type Operation = JsonObject & { readonly operationId: string };
const toolsOf = async (...operations: readonly Operation[]): Promise<readonly GeneratedTool[]> =>
  (await importSample(documentOf(Object.fromEntries(operations.map((get) => [`/${get.operationId}`, { get }]))))).tools;
const operation = (extra: JsonObject = {}, operationId = "getA"): Operation => ({
  operationId,
  summary: "Get A",
  ...extra,
});

/** What becomes of one tool's edits between two documents. */
const carry = async (before: Operation, after: Operation, override: ToolOverride) => {
  const { overrides } = diffTools(await toolsOf(before), await toolsOf(after), { getA: override });
  return { edits: overrides.carried["getA"], conflicts: overrides.conflicts };
};

describe("an edit that meets a new document", () => {
  it("is for the owner to decide where both changed the same text, with both values and the old one", async () => {
    const { conflicts, edits } = await carry(
      operation({ description: "Looks it up." }),
      operation({ description: "Looks it up, and more." }),
      { description: "Mine." },
    );
    expect(conflicts).toMatchObject([
      {
        field: "description",
        resolution: "undecided",
        mine: "Mine.",
        before: expect.stringContaining("Looks it up."),
        theirs: expect.stringContaining("Looks it up, and more."),
      },
    ]);
    expect(edits).toEqual({ description: "Mine." });
  });

  it("is dropped where the document says the same now", async () => {
    const { conflicts, edits } = await carry(
      operation({ parameters: [query("x", {}, { description: "Old" })] }),
      operation({ summary: "Mine", parameters: [query("x", {}, { description: "Also mine" })] }),
      { title: "Mine", arguments: { x: { description: "Also mine", default: 1 } } },
    );
    expect(conflicts.map(({ field, resolution }) => [field, resolution])).toEqual([
      ["title", "dropped"],
      ["argument", "dropped"],
    ]);
    expect(edits).toEqual({ arguments: { x: { default: 1 } } });
  });

  it("stays without a word where the document did not change what was edited", async () => {
    const { conflicts, edits } = await carry(
      operation({ parameters: [query("x", { type: "string" })] }),
      operation({ description: "Other words", parameters: [query("x", { type: "string" }), query("y", {})] }),
      { title: "Mine", arguments: { x: { fixed: "1" } }, annotations: { openWorldHint: false } },
    );
    expect(conflicts).toEqual([]);
    expect(edits).toMatchObject({ title: "Mine", arguments: { x: { fixed: "1" } } });
  });

  it("of an argument that is gone is dropped, and there is nothing to decide", async () => {
    const { conflicts, edits } = await carry(operation({ parameters: [query("x", { type: "string" })] }), operation(), {
      arguments: { x: { fixed: "1" } },
    });
    expect(conflicts).toMatchObject([{ field: "argument", argument: "x", resolution: "dropped" }]);
    expect(conflicts[0]).not.toHaveProperty("mine");
    expect(edits).toEqual({});
  });

  it("is to be decided part by part where value and text of one argument both meet a change", async () => {
    const { conflicts, edits } = await carry(
      operation({ parameters: [query("x", { type: "string", enum: ["a", "b"] }, { description: "Old" })] }),
      operation({ parameters: [query("x", { type: "string", enum: ["b", "c"] }, { description: "New" })] }),
      { arguments: { x: { fixed: "a", description: "Mine" } } },
    );
    expect(conflicts.map(({ part, mine, theirs }) => [part, mine, theirs])).toEqual([
      ["value", "a", { enum: ["b", "c"] }],
      ["description", "Mine", "New"],
    ]);
    const [value, text] = conflicts;
    if (!edits || !value || !text) throw new Error("Two conflicts were expected.");
    expect(withoutEdit(edits, value)).toEqual({ arguments: { x: { description: "Mine" } } });
    expect(withoutEdit(edits, text)).toEqual({ arguments: { x: { fixed: "a" } } });
    expect(withoutEdit(withoutEdit(edits, value), text)).toEqual({});
  });

  it("that hides an argument is to be decided when the argument becomes required, not when it was before", async () => {
    const optional = operation({ parameters: [query("x", { type: "string" })] });
    const required = operation({ parameters: [query("x", { type: "string" }, { required: true })] });
    const hidden = { arguments: { x: { hidden: true } } };
    expect((await carry(optional, required, hidden)).conflicts).toMatchObject([
      { part: "hidden", resolution: "undecided", mine: { hidden: true }, theirs: { required: true } },
    ]);
    expect((await carry(required, required, hidden)).conflicts).toEqual([]);
    expect((await carry(optional, required, { arguments: { x: { hidden: true, fixed: "1" } } })).conflicts).toEqual([]);
  });

  it("of a name counts only where the name is newly taken", async () => {
    const own = { getA: { name: "listB" } };
    const alone = await toolsOf(operation());
    const both = await toolsOf(operation(), operation({}, "listB"));
    expect(diffTools(alone, both, own).overrides.conflicts).toMatchObject([
      { field: "name", resolution: "undecided", mine: "listB", theirs: "getA" },
    ]);
    expect(diffTools(both, both, own).overrides.conflicts).toEqual([]);
  });

  it("of hints counts only for the hints that were set", async () => {
    const [before] = await toolsOf(operation());
    if (!before) throw new Error("A tool was expected.");
    const after = { ...before, annotations: { ...before.annotations, idempotentHint: false, openWorldHint: false } };
    const check = (annotations: object) =>
      diffTools([before], [after], { getA: { annotations } }).overrides.conflicts.map(({ resolution, mine }) => [
        resolution,
        mine,
      ]);
    expect(check({ destructiveHint: true })).toEqual([]);
    expect(check({ openWorldHint: false })).toEqual([["dropped", { openWorldHint: false }]]);
    expect(check({ idempotentHint: true, destructiveHint: true })).toEqual([["undecided", { idempotentHint: true }]]);
  });

  it("is kept for a tool that is gone, and being off is no edit", async () => {
    const gone = await toolsOf(operation({}, "getB"));
    const { overrides } = diffTools(await toolsOf(operation(), operation({}, "getD")), gone, {
      getA: { title: "Mine", enabled: false },
      getD: { enabled: false },
    });
    expect(overrides.conflicts).toMatchObject([{ key: "getA", field: "tool", resolution: "kept" }]);
    expect(overrides.carried).toEqual({ getA: { title: "Mine", enabled: false }, getD: { enabled: false } });
  });
});
