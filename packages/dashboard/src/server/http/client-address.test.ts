import { describe, expect, it } from "vitest";
import { addressBucket, createAddressReader } from "./client-address.ts";

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

  it("counts an IPv6 network of 64 bits as one", () => {
    expect(addressBucket("2001:db8:1:2:3:4:5:6")).toBe(addressBucket("2001:db8:1:2::1"));
    expect(addressBucket("2001:db8:1:2::1")).not.toBe(addressBucket("2001:db8:1:3::1"));
    expect(addressBucket("203.0.113.5")).toBe("203.0.113.5");
  });
});
