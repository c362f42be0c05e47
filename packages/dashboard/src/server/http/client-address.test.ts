import { describe, expect, it } from "vitest";
import { createAddressReader } from "./client-address.ts";

describe("the caller's address", () => {
  const read = createAddressReader(["10.0.0.0/8", "fd00::/8"]);

  it("is the peer's unless a trusted proxy says otherwise", () => {
    expect(read("203.0.113.5", "198.51.100.1")).toBe("203.0.113.5");
    expect(read("::ffff:10.0.0.2", "198.51.100.1")).toBe("198.51.100.1");
    expect(read("10.0.0.2", "198.51.100.1, 203.0.113.9, 10.0.0.3")).toBe("203.0.113.9");
    expect(read("fd00::1", "2001:db8::1")).toBe("2001:db8::1");
    expect(read("10.0.0.2", null)).toBe("10.0.0.2");
    expect(read("10.0.0.2", "nonsense")).toBe("10.0.0.2");
    expect(read(undefined, "198.51.100.1")).toBe("unknown");
  });
});
