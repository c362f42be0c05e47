import type { EgressRequest, EgressResponse } from "./exchange.ts";
import type { Lookup } from "./lookup.ts";

export interface EgressOptions {
  /** Plain http is allowed, as in development. */
  readonly allowHttp: boolean;
  /** Private places that may be reached: CIDR, address, `host:port` or `address:port`. */
  readonly allowedPrivateNetworks: readonly string[];
  /** PEM texts of authorities trusted besides the system's. */
  readonly extraCas?: readonly string[];
  /** Name resolution; tests inject their own. */
  readonly lookup?: Lookup;
  /** Connections kept to one origin. Default 256. */
  readonly maxConnectionsPerOrigin?: number;
  /** Origins with a pool at once; the one unused for longest goes first. Default 512. */
  readonly maxOrigins?: number;
}

/** The only way out of a Breezeway process. */
export interface Egress {
  /**
   * Sends one request through the guard and reads the whole answer within its bounds.
   * Throws `EgressError`; when `signal` aborts, throws the signal's reason.
   */
  request(request: EgressRequest): Promise<EgressResponse>;
  /** Says whether a URL's scheme, credentials and literal address would pass; throws `egress_refused`. Looks nothing up. */
  check(url: string | URL): void;
  /** Ends when calls in flight have ended. */
  close(): Promise<void>;
}

export const createEgress = (_options: EgressOptions): Egress => {
  throw new Error("not built yet");
};
