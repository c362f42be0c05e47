import { describe, expect, it } from "vitest";
import { diffValues, showDiffValue } from "./diff-values.ts";

describe("diffValues", () => {
  it("keeps only the fields that differ, with their path", () => {
    expect(
      diffValues({ name: "a", policy: { readOnly: false, x: 1 } }, { name: "b", policy: { readOnly: true, x: 1 } }),
    ).toEqual([
      { path: "name", before: "a", after: "b" },
      { path: "policy.readOnly", before: false, after: true },
    ]);
  });
  it("shows what was made and what was removed", () => {
    expect(diffValues(null, { name: "a" })).toEqual([{ path: "name", before: undefined, after: "a" }]);
    expect(diffValues({ list: [1] }, { list: [1, 2] })).toEqual([{ path: "list", before: [1], after: [1, 2] }]);
  });
  it("takes null and absent for the same", () => expect(diffValues({ a: null }, {})).toEqual([]));
});

describe("showDiffValue", () => {
  it("shows text plain and the rest on one line", () => {
    expect([showDiffValue("a b"), showDiffValue([1, { a: true }])]).toEqual(["a b", '[ 1, { "a": true } ]']);
  });
});
