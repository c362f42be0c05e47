import { describe, expect, it } from "vitest";
import type { ToolArgument } from "../../../server/api/tools.ts";
import { changedTexts, isUnsaved, savedArgument, withoutArgument, withoutTexts } from "./tool-draft.ts";

const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true };
const limit: ToolArgument = {
  name: "limit",
  in: "query",
  required: false,
  type: "integer",
  description: "How many",
  schema: { type: "integer" },
  override: { default: 5 },
};
const tool = { name: "getPage", title: "Get page", description: "Gets it.", annotations, arguments: [limit] };
const none = { texts: {}, arguments: {} };

describe("what was typed about a tool", () => {
  it("is unsaved only where it differs from what is saved", () => {
    expect(isUnsaved(tool, none)).toBe(false);
    expect(isUnsaved(tool, { ...none, texts: { title: "Get page" } })).toBe(false);
    expect(isUnsaved(tool, { ...none, texts: { title: "Mine" } })).toBe(true);
    expect(isUnsaved(tool, { ...none, texts: { annotations: { ...annotations, openWorldHint: false } } })).toBe(true);
    expect(isUnsaved(tool, { ...none, arguments: { limit: savedArgument(limit) } })).toBe(false);
    expect(isUnsaved(tool, { ...none, arguments: { limit: { ...savedArgument(limit), typed: "6" } } })).toBe(true);
  });

  it("is sent as far as it differs", () => {
    expect(changedTexts(tool, { ...none, texts: { title: "Mine", name: "getPage" } })).toEqual({ title: "Mine" });
  });

  it("goes field by field, so that resetting one leaves the others", () => {
    const draft = {
      texts: { title: "Mine", description: "Also mine" },
      arguments: { limit: { ...savedArgument(limit), typed: "6" } },
    };
    expect(withoutTexts(draft, ["title"]).texts).toEqual({ description: "Also mine" });
    expect(withoutTexts(draft, ["title"]).arguments).toBe(draft.arguments);
    expect(withoutArgument(draft, "limit")).toEqual({ texts: draft.texts, arguments: {} });
  });
});
