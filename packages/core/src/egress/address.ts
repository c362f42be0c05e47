// Which addresses belong to the public internet. IPv6 is an allow-list (global unicast only), so that every
// form that wraps an IPv4 address (mapped, compatible, NAT64) is refused without being unwrapped.
import { BlockList, isIPv4, isIPv6 } from "node:net";

/** https://www.iana.org/assignments/iana-ipv4-special-registry, and Azure's host address, which looks public. */
const refusedIpv4 = [
  "0.0.0.0/8",
  "10.0.0.0/8",
  "100.64.0.0/10",
  "127.0.0.0/8",
  "168.63.129.16/32",
  "169.254.0.0/16",
  "172.16.0.0/12",
  "192.0.0.0/24",
  "192.0.2.0/24",
  "192.88.99.0/24",
  "192.168.0.0/16",
  "198.18.0.0/15",
  "198.51.100.0/24",
  "203.0.113.0/24",
  "224.0.0.0/4",
  "240.0.0.0/4",
] as const;

/** https://www.iana.org/assignments/ipv6-address-space: the only block given out for global unicast. */
const globalUnicastIpv6 = "2000::/3";

/** Parts of that block that are not hosts of the internet: Teredo and its kin, documentation, 6to4. */
const refusedIpv6 = ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"] as const;

/** Says whether an address literal (no brackets) is a public host's. Whatever does not parse is not. */
export const isPublicAddress = (address: string): boolean => {
  if (isIPv4(address)) return !refused.check(address, "ipv4");
  if (isIPv6(address)) return global.check(address, "ipv6") && !refused.check(address, "ipv6");
  return false;
};

/** Adds `address/prefix` to a list; false where it is not a range. */
export const addCidr = (list: BlockList, cidr: string): boolean => {
  const match = /^(?<address>[^/]+)\/(?<prefix>\d{1,3})$/.exec(cidr)?.groups;
  const address = match?.["address"] ?? "";
  const prefix = Number(match?.["prefix"] ?? Number.NaN);
  if (isIPv4(address) && prefix <= 32) list.addSubnet(address, prefix, "ipv4");
  else if (isIPv6(address) && prefix <= 128) list.addSubnet(address, prefix, "ipv6");
  else return false;
  return true;
};

const listOf = (cidrs: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const cidr of cidrs) addCidr(list, cidr);
  return list;
};

const refused = listOf([...refusedIpv4, ...refusedIpv6]);
const global = listOf([globalUnicastIpv6]);
