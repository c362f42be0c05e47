import { describe, expect, it } from "vitest";
import { equalInConstantTime, hashToken, newToken } from "./tokens.ts";

describe("tokens", () => {
  it("carry their prefix and 256 bits, and never repeat", () => {
    const tokens = Array.from({ length: 1_000 }, () => newToken("bwk").reveal());
    for (const token of tokens) expect(token).toMatch(/^bwk_[A-Za-z0-9_-]{43}$/);
    expect(new Set(tokens).size).toBe(1_000);
  });

  it("hash to SHA-256", () => {
    expect(hashToken("abc").toString("hex")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  });

  it("compare by content, whatever their lengths", () => {
    expect(equalInConstantTime("same", "same")).toBe(true);
    expect(equalInConstantTime("same", Buffer.from("same"))).toBe(true);
    for (const other of ["", "sam", "samE", "same "]) expect(equalInConstantTime("same", other)).toBe(false);
  });
});
