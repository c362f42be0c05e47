import { describe, expect, it } from "vitest";
import {
  clearAuditFilter,
  fromLocalInput,
  readAuditFilter,
  readOpenedCall,
  setAuditFilter,
  setOpenedCall,
  toLocalInput,
} from "./audit-filter.ts";

describe("the audit filter in the address", () => {
  it("reads known fields and ignores the rest", () => {
    expect(readAuditFilter(new URLSearchParams("tool=getPage&outcome=&x=1"))).toEqual({ tool: "getPage" });
  });
  it("drops a moment that is none", () => {
    expect(readAuditFilter(new URLSearchParams("from=soon&to=2026-11-20T10:00Z"))).toEqual({
      to: "2026-11-20T10:00:00.000Z",
    });
  });
  it("asks for calls that name no tool, or for a tool, never for both", () => {
    const without = setAuditFilter(new URLSearchParams("tool=a&client=b"), "without", "tool");
    expect(without.toString()).toBe("client=b&without=tool");
    expect(setAuditFilter(without, "tool", "c").toString()).toBe("client=b&tool=c");
    expect(readAuditFilter(new URLSearchParams("without=everything"))).toEqual({});
  });
  it("names an opened call, which no filter touches", () => {
    const opened = setOpenedCall(new URLSearchParams("tool=a&live=1"), { id: "evt_1", request: "req_2" });
    expect(readOpenedCall(opened)).toEqual({ id: "evt_1", request: "req_2" });
    expect(clearAuditFilter(opened).toString()).toBe("live=1&event=evt_1.req_2");
    expect(readOpenedCall(setOpenedCall(opened, undefined))).toBeUndefined();
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
