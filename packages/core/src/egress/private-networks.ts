import { BlockList, isIP, isIPv4 } from "node:net";
import { addCidr } from "./address.ts";

/** Private places that the operator opened. */
export interface PrivateNetworks {
  /** May this address be reached under this host name and port? */
  allows(target: { readonly hostname: string; readonly port: number; readonly address: string }): boolean;
}

export type ParsedPrivateNetworks =
  | { readonly ok: true; readonly networks: PrivateNetworks }
  | { readonly ok: false; readonly problems: readonly string[] };

/**
 * Reads the operator's list. `10.0.0.0/8` and `10.1.2.3` open addresses on every port; `wiki.corp.example:8443`
 * and `10.1.2.3:8443` open one port of one host, whatever address the name has.
 */
export const parsePrivateNetworks = (entries: readonly string[]): ParsedPrivateNetworks => {
  const ranges = new BlockList();
  const hosts = new Set<string>();
  const problems: string[] = [];
  for (const entry of entries) {
    const host = hostAndPort(entry);
    if (isIP(entry) !== 0) ranges.addAddress(entry, isIPv4(entry) ? "ipv4" : "ipv6");
    else if (host !== undefined) hosts.add(host);
    else if (!addCidr(ranges, entry)) problems.push(`"${entry}" is not a CIDR range, an address or host:port.`);
  }
  if (problems.length > 0) return { ok: false, problems };
  const allows: PrivateNetworks["allows"] = ({ hostname, port, address }) =>
    hosts.has(`${hostname}:${port}`) || ranges.check(address, isIPv4(address) ? "ipv4" : "ipv6");
  return { ok: true, networks: { allows } };
};

const hostAndPort = (entry: string): string | undefined => {
  const match = /^(?<host>\[[0-9a-fA-F:.]+\]|[^\s:/@?#[\]]+):(?<port>\d{1,5})$/.exec(entry)?.groups;
  const port = Number(match?.["port"] ?? 0);
  if (!match?.["host"] || port < 1 || port > 65_535 || !URL.canParse(`http://${entry}`)) return undefined;
  return `${plainHostname(new URL(`http://${entry}`).hostname)}:${port}`;
};

/** A URL's host name as connections see it: no brackets, no dot at the end. */
export const plainHostname = (hostname: string): string => {
  if (hostname.startsWith("[")) return hostname.slice(1, -1);
  return hostname.endsWith(".") ? hostname.slice(0, -1) : hostname;
};
