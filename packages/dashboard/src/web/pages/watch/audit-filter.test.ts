import { describe, expect, it } from "vitest";
import { fromLocalInput, readAuditFilter, setAuditFilter, toLocalInput } from "./audit-filter.ts";

describe("the audit filter in the address", () => {
  it("reads known fields and ignores the rest", () => {
    expect(readAuditFilter(new URLSearchParams("tool=getPage&outcome=&x=1"))).toEqual({ tool: "getPage" });
  });
  it("drops a moment that is none", () => {
    expect(readAuditFilter(new URLSearchParams("from=soon&to=2026-11-20T10:00Z"))).toEqual({
      to: "2026-11-20T10:00:00.000Z",
    });
  });
  it("keeps other parameters when one changes", () => {
    expect(setAuditFilter(new URLSearchParams("tool=a&client=b"), "tool", "").toString()).toBe("client=b");
  });
});

describe("moments in inputs", () => {
  it("come back as they went in", () => {
    const iso = "2026-11-20T10:05:00.000Z";
    expect(fromLocalInput(toLocalInput(iso))).toBe(iso);
    expect([toLocalInput(undefined), fromLocalInput("")]).toEqual(["", ""]);
  });
});
