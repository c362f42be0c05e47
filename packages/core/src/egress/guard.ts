// Decides where requests may go, before a connection is made. Literal addresses are checked in the URL,
// looked-up ones after resolution; the connector then connects to what was checked and to nothing else.
import { isIP } from "node:net";
import { EgressError } from "./exchange.ts";
import { isPublicAddress } from "./address.ts";
import type { LookedUpAddress } from "./lookup.ts";
import { plainHostname } from "./private-networks.ts";
import type { PrivateNetworks } from "./private-networks.ts";

export interface Guard {
  /** Throws `egress_refused` unless scheme, credentials and, where the host is a literal, address pass. */
  checkUrl(url: URL): void;
  /** Of the addresses that a name has, those that may be connected to; throws `egress_refused` when there are none. */
  checkAddresses(hostname: string, port: number, addresses: readonly LookedUpAddress[]): readonly LookedUpAddress[];
}

export interface GuardOptions {
  readonly allowHttp: boolean;
  readonly networks: PrivateNetworks;
}

export const createGuard = ({ allowHttp, networks }: GuardOptions): Guard => {
  const mayReach = (hostname: string, port: number, address: string): boolean =>
    isPublicAddress(address) || networks.allows({ hostname, port, address });

  const checkUrl = (url: URL): void => {
    if (url.protocol !== "https:" && url.protocol !== "http:")
      throw refuse(`Only http and https URLs are fetched, not "${shorten(url.protocol)}".`);
    if (url.protocol === "http:" && !allowHttp)
      throw refuse(`"${shorten(url.host)}" is refused: use https. Plain http is allowed in development only.`);
    if (url.username !== "" || url.password !== "")
      throw refuse("The URL carries a user name or password; put credentials where they are asked for instead.");
    const hostname = plainHostname(url.hostname);
    if (isIP(hostname) !== 0 && !mayReach(hostname, portOf(url), hostname))
      throw refuse(`"${shorten(url.host)}" is refused: it is not a public address. ${askOperator}`);
    if (isLocalName(hostname) && !networks.allows({ hostname, port: portOf(url), address: "127.0.0.1" }))
      throw refuse(`"${shorten(url.host)}" is refused: it names this machine. ${askOperator}`);
  };

  const checkAddresses: Guard["checkAddresses"] = (hostname, port, addresses) => {
    const passed = addresses.filter(({ address }) => mayReach(hostname, port, address));
    if (passed.length > 0) return passed;
    throw refuse(`"${shorten(hostname)}" is refused: it has no public address. ${askOperator}`);
  };

  return { checkUrl, checkAddresses };
};

const askOperator = "The operator of this deployment can open private networks with ALLOWED_PRIVATE_NETWORKS.";

export const portOf = (url: URL): number =>
  url.port === "" ? (url.protocol === "https:" ? 443 : 80) : Number(url.port);

/** https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
const isLocalName = (hostname: string): boolean => hostname === "localhost" || hostname.endsWith(".localhost");

const refuse = (message: string): EgressError => new EgressError("egress_refused", { message, stage: "refused" });

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 120)}…` : text);
