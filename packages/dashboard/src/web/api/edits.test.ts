import { describe, expect, it } from "vitest";
import { changedOf, edit, forget, isCurrent, settle, valuesOf } from "./edits.ts";

const stored = { name: "Wiki", description: "Pages", origins: ["a"] };

describe("edits of a form", () => {
  it("send what was touched and nothing else", () => {
    const edits = edit({}, stored, { description: "Pages and spaces" });
    expect(changedOf(stored, edits)).toEqual({ description: "Pages and spaces" });
    expect(changedOf(stored, edit(edits, stored, { description: "Pages" }))).toEqual({});
    expect(edit({}, stored, { origins: ["a"] })).toEqual({});
  });

  it("stay over what is loaded anew, while untouched fields follow it", () => {
    const edits = edit({}, stored, { description: "Mine" });
    const loaded = { ...stored, name: "Renamed", description: "Theirs" };
    expect(valuesOf(loaded, edits)).toEqual({ ...loaded, description: "Mine" });
    expect(isCurrent(loaded, edits)).toBe(false);
    expect(isCurrent({ ...stored, name: "Renamed" }, edits)).toBe(true);
  });

  it("remember what stood there when a field was first touched", () => {
    const first = edit({}, stored, { description: "M" });
    const second = edit(first, { ...stored, description: "Theirs" }, { description: "Mine" });
    expect(isCurrent(stored, second)).toBe(true);
    expect(isCurrent({ ...stored, description: "Theirs" }, second)).toBe(false);
  });

  it("are forgotten once saved, except for what was typed meanwhile", () => {
    const sent = { name: " Trimmed ", description: "Mine" };
    const during = edit(edit({}, stored, sent), stored, { description: "Mine, and more" });
    expect(valuesOf({ ...stored, name: "Trimmed" }, settle(during, sent))).toMatchObject({
      name: "Trimmed",
      description: "Mine, and more",
    });
    expect(forget(during, ["description"])).toHaveProperty("name");
  });
});
