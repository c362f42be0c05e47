import { expect, it } from "vitest";
import { addressBucket } from "./address-bucket.ts";

it("counts an IPv6 network of 64 bits as one", () => {
  expect(addressBucket("2001:db8:1:2:3:4:5:6")).toBe(addressBucket("2001:db8:1:2::1"));
  expect(addressBucket("2001:db8:1:2::1")).not.toBe(addressBucket("2001:db8:1:3::1"));
  expect(addressBucket("::1")).toBe("0:0:0:0");
});

it("counts an IPv4 address as it stands, also where it is written as IPv6", () => {
  expect(addressBucket("203.0.113.5")).toBe("203.0.113.5");
  expect(addressBucket("::ffff:203.0.113.5")).toBe("203.0.113.5");
});
