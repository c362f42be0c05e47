import type { ToolOverride } from "@breezeway/core";
import { describe, expect, it } from "vitest";
import type { ToolEdit } from "../../api/tools.ts";
import { mergeEdit, undoOf } from "./merge-edit.ts";

const ref = { sourceId: "src_a", key: "listNotes" };
const before: ToolOverride = {
  enabled: false,
  name: "notes",
  arguments: { limit: { fixed: 5 }, cursor: { hidden: true } },
};

describe("an edit of a tool", () => {
  it("changes what it names and leaves the rest", () => {
    expect(mergeEdit(before, { ...ref, title: "Notes" })).toEqual({ ...before, title: "Notes" });
  });

  it("takes a field back to the document by null, and is empty when nothing is left", () => {
    expect(mergeEdit(before, { ...ref, name: null, arguments: null, enabled: true })).toEqual({});
    expect(mergeEdit(before, { ...ref, arguments: { limit: null } }).arguments).toEqual({ cursor: { hidden: true } });
    expect(mergeEdit(before, { ...ref, arguments: { limit: null, cursor: {} } })).not.toHaveProperty("arguments");
  });

  it("is undone exactly", () => {
    const edits: Partial<ToolEdit>[] = [
      { enabled: true },
      { name: "other", title: "T", description: "D" },
      { name: null },
      { annotations: { readOnlyHint: true } },
      { arguments: null },
      { arguments: { limit: { default: 1 }, fresh: { description: "x" } } },
      { arguments: { cursor: null } },
    ];
    for (const edit of edits) {
      const whole: ToolEdit = { ...ref, ...edit };
      const after = mergeEdit(before, whole);
      expect(mergeEdit(after, undoOf(ref, before, whole)), JSON.stringify(edit)).toEqual(before);
    }
  });
});
