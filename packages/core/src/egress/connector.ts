import { getCACertificates, createSecureContext } from "node:tls";
import { buildConnector } from "undici";
import type { LookupFunction } from "node:net";
import { EgressError } from "./exchange.ts";
import type { Guard } from "./guard.ts";
import { portOf } from "./guard.ts";
import type { Lookup } from "./lookup.ts";
import { plainHostname } from "./private-networks.ts";

const connectTimeoutMs = 10_000;
const attemptTimeoutMs = 500;

export interface ConnectorOptions {
  readonly guard: Guard;
  readonly lookup: Lookup;
  readonly extraCas: readonly string[];
}

/** Makes, for one origin, the function by which its pool opens connections: to addresses that the guard has seen. */
export type ConnectorFactory = (origin: URL) => buildConnector.connector;

export const createConnectorFactory = ({ guard, lookup, extraCas }: ConnectorOptions): ConnectorFactory => {
  const trust = trustedAuthorities(extraCas);
  return (origin) => {
    const connect = buildConnector({
      ...trust,
      allowH2: false,
      timeout: connectTimeoutMs,
      rejectUnauthorized: true,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: attemptTimeoutMs,
      lookup: guardedLookup({ guard, lookup, port: portOf(origin) }),
    });
    return (options, callback) => {
      try {
        // A literal never reaches the look-up, so it is checked here, on every connection.
        guard.checkUrl(origin);
      } catch (error) {
        callback(asError(error), null);
        return;
      }
      connect(options, callback);
    };
  };
};

/** What sockets resolve names with. They connect to the very addresses it hands over. */
const guardedLookup =
  ({ guard, lookup, port }: { guard: Guard; lookup: Lookup; port: number }): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname)
      .then(
        (addresses) => {
          const passed = guard.checkAddresses(plainHostname(hostname), port, addresses);
          const [first] = passed;
          if (options.all === true) callback(null, [...passed]);
          else callback(null, first?.address ?? "", first?.family ?? 0);
        },
        (cause: unknown) => {
          throw new EgressError("upstream_failed", {
            message: `The name "${hostname.slice(0, 120)}" could not be resolved. Check the host name.`,
            stage: "connecting",
            cause,
          });
        },
      )
      .catch((error: unknown) => callback(asError(error), []));
  };

const trustedAuthorities = (extraCas: readonly string[]) =>
  extraCas.length === 0
    ? {}
    : { secureContext: createSecureContext({ ca: [...getCACertificates("default"), ...extraCas] }) };

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
