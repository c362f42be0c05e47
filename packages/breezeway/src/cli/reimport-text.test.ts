import type { ReimportPreview } from "@breezeway/dashboard";
import { describe, expect, it } from "vitest";
import { reimportText } from "./reimport-text.ts";

const preview: ReimportPreview = {
  documentHash: "0",
  unchanged: false,
  document: { title: "Notes", version: "2", dialect: "3.1", description: "", bytes: 10, url: null },
  added: [{ key: "readNew", name: "readNew" }],
  removed: [{ key: "deleteNote", name: "deleteNote", enabled: true }],
  renamed: [],
  changed: [{ key: "listNotes", name: "listNotes", changes: [{ text: "limit is required now", breaking: true }] }],
  breaking: 2,
  addedScopes: [],
  conflicts: [
    {
      key: "deleteNote",
      name: "deleteNote",
      field: "tool",
      message: "The tool is gone.",
      isOpen: false,
      mine: null,
      before: null,
      theirs: null,
    },
  ],
  keptEdits: 1,
  refused: [],
  issues: [],
};

describe("the text of a re-import", () => {
  it("counts, names every difference, marks what breaks, and leaves empty parts out", () => {
    const text = reimportText("Notes", preview);
    expect(text).toContain("1 added, 1 removed, 0 renamed, 1 changed; 2 breaking; 1 edits kept");
    expect(text).toContain("  listNotes: limit is required now  breaking");
    expect(text).toContain("  deleteNote, tool: The tool is gone.");
    expect(text).not.toContain("Renamed:");
  });

  it("says when the document is the stored one", () => {
    expect(reimportText("Notes", { ...preview, unchanged: true })).toContain("the very one that is stored");
  });
});
