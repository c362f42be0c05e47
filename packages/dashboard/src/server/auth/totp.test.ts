import { describe, expect, it } from "vitest";
import { currentTotp, hashRecoveryCode, matchTotp, newRecoveryCodes, newTotpSecret, totpUri } from "./totp.ts";

describe("one-time codes", () => {
  it("agree with the test vectors of RFC 6238", () => {
    // https://www.rfc-editor.org/rfc/rfc6238#appendix-B, the last six of the eight digits
    const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    expect(currentTotp(secret, 59_000)).toBe("287082");
    expect(currentTotp(secret, 1_111_111_109_000)).toBe("081804");
    expect(currentTotp(secret, 20_000_000_000_000)).toBe("353130");
  });

  it("are good one step early and late, and name their step", () => {
    const secret = newTotpSecret();
    const nowMs = 1_800_000_000_000;
    const step = nowMs / 30_000;
    for (const shift of [-1, 0, 1]) {
      const code = currentTotp(secret, nowMs + shift * 30_000);
      expect(matchTotp({ secret, code: `${code.slice(0, 3)} ${code.slice(3)}`, nowMs })).toBe(step + shift);
    }
    expect(matchTotp({ secret, code: currentTotp(secret, nowMs + 90_000), nowMs })).toBeUndefined();
    expect(matchTotp({ secret, code: "12345", nowMs })).toBeUndefined();
  });

  it("are set up by an address that authenticators read", () => {
    expect(totpUri("GEZDGNBVGY3TQOJQ", "ada@example.test")).toMatch(
      /^otpauth:\/\/totp\/Breezeway:ada%40example\.test\?issuer=Breezeway&secret=GEZDGNBVGY3TQOJQ/,
    );
  });
});

describe("recovery codes", () => {
  it("are ten, differ, and are read in any case and grouping", () => {
    const codes = newRecoveryCodes();
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^(?:[2-9a-z]{4}-){3}[2-9a-z]{4}$/);
    const [code = ""] = codes;
    expect(hashRecoveryCode("usr_a", code.toUpperCase().replaceAll("-", " "))).toEqual(hashRecoveryCode("usr_a", code));
    expect(hashRecoveryCode("usr_b", code)).not.toEqual(hashRecoveryCode("usr_a", code));
  });
});
