import { expect, test } from "vitest";
import { clientAddress, compileCidrs } from "./client-address.ts";

test("addresses are matched by range, in both families, also when mapped", () => {
  const matches = compileCidrs(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32", "nonsense", "10.0.0.0/99"]);
  expect(["10.1.2.3", "::ffff:10.1.2.3", "192.0.2.7", "2001:db8::1"].map(matches)).toEqual([true, true, true, true]);
  expect(["11.0.0.1", "192.0.2.8", "2001:db9::1", "", "x"].map(matches)).toEqual([false, false, false, false, false]);
});

const proxies = ["10.0.0.0/8", "fd00::/8"];
test.each([
  ["no proxy is trusted", "203.0.113.1", "10.9.9.9", [], "203.0.113.1"],
  ["a trusted proxy says who called", "10.0.0.1", "198.51.100.1, 203.0.113.5", proxies, "203.0.113.5"],
  ["a proxy of IPv6 is trusted alike", "fd00::1", "2001:db8::1", proxies, "2001:db8::1"],
  ["a chain of trusted proxies is passed over", "10.0.0.1", "203.0.113.5, 10.0.0.2", proxies, "203.0.113.5"],
  [
    "what a caller wrote in front is not believed",
    "10.0.0.1",
    "1.2.3.4, 203.0.113.5, 10.0.0.2",
    proxies,
    "203.0.113.5",
  ],
  ["a peer that is no proxy is not believed", "203.0.113.5", "198.51.100.1", proxies, "203.0.113.5"],
  ["an unreadable entry ends the chain", "10.0.0.1", "203.0.113.5, unknown", proxies, "10.0.0.1"],
  ["a proxy may say nothing", "10.0.0.2", null, proxies, "10.0.0.2"],
  ["an IPv6 hop may stand in brackets", "10.0.0.1", "[2001:db8::1]:443", proxies, "2001:db8::1"],
  ["a mapped peer is the same proxy", "::ffff:10.0.0.2", "198.51.100.1", proxies, "198.51.100.1"],
  ["a mapped caller is an IPv4 caller", "::ffff:203.0.113.9", undefined, [], "203.0.113.9"],
  ["nobody is at the other end", undefined, "198.51.100.1", proxies, undefined],
] as const)("the caller's address: %s", (_, peer, forwarded, trusted, expected) => {
  expect(clientAddress(peer, forwarded, compileCidrs(trusted))).toBe(expected);
});
