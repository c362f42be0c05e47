import { BlockList, isIP } from "node:net";

/** Says whether an address lies in one of the ranges. */
export type AddressMatcher = (address: string) => boolean;

/** Compiles addresses and CIDR ranges; unreadable ones match nothing. */
export const compileCidrs = (ranges: readonly string[]): AddressMatcher => {
  const list = new BlockList();
  for (const range of ranges) {
    const [network = "", prefix] = range.trim().split("/");
    const family = isIP(network);
    if (family === 0) continue;
    const bits = prefix === undefined ? (family === 4 ? 32 : 128) : Number(prefix);
    if (Number.isInteger(bits) && bits >= 0 && bits <= (family === 4 ? 32 : 128))
      list.addSubnet(network, bits, family === 4 ? "ipv4" : "ipv6");
  }
  return (address) => {
    const plain = unmapped(address);
    const family = isIP(plain);
    return family !== 0 && list.check(plain, family === 4 ? "ipv4" : "ipv6");
  };
};

/**
 * The address that really called: the first from the right in `X-Forwarded-For` that is no trusted proxy. What stands
 * further left was written by the caller and proves nothing. An IPv4 address in IPv6 form is given as IPv4.
 */
export const clientAddress = (
  peer: string | undefined,
  forwardedFor: string | null | undefined,
  isTrustedProxy: AddressMatcher,
): string | undefined => {
  if (peer === undefined) return undefined;
  const sender = unmapped(peer);
  if (forwardedFor === undefined || forwardedFor === null || !isTrustedProxy(sender)) return sender;
  const hops = forwardedFor.split(",").map((hop) => unmapped(hop.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1")));
  for (let index = hops.length - 1; index >= 0; index -= 1) {
    const hop = hops[index] ?? "";
    if (isIP(hop) === 0) return sender;
    if (!isTrustedProxy(hop)) return hop;
  }
  return hops[0] ?? sender;
};

const unmapped = (address: string): string =>
  address.startsWith("::") ? address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, "") : address;
