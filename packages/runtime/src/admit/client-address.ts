import { BlockList, isIP } from "node:net";

/** Says whether an address lies in one of the CIDR ranges. Compiled once; unreadable ranges match nothing. */
export type AddressMatcher = (address: string) => boolean;

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

const unmapped = (address: string): string => /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;

/**
 * The address that really called: the first from the right in `X-Forwarded-For` that is no trusted proxy. What stands
 * further left was written by the caller and proves nothing.
 */
export const clientAddress = (
  peer: string | undefined,
  forwardedFor: string | undefined,
  isTrustedProxy: AddressMatcher,
): string | undefined => {
  if (peer === undefined || forwardedFor === undefined || !isTrustedProxy(peer)) return peer;
  const hops = forwardedFor.split(",").map((hop) => hop.trim().replace(/^\[(.*)\](?::\d+)?$/, "$1"));
  for (let index = hops.length - 1; index >= 0; index -= 1) {
    const hop = hops[index] ?? "";
    if (isIP(hop) === 0) return peer;
    if (!isTrustedProxy(hop)) return hop;
  }
  return hops[0] ?? peer;
};
