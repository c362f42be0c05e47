import { getCACertificates, createSecureContext } from "node:tls";
import { buildConnector } from "undici";
import type { LookupFunction } from "node:net";
import { EgressError } from "./exchange.ts";
import type { Guard } from "./guard.ts";
import { portOf } from "./guard.ts";
import type { LookedUpAddress, Lookup } from "./lookup.ts";
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

interface GuardedLookup {
  readonly guard: Guard;
  readonly lookup: Lookup;
  readonly port: number;
}

/** What sockets resolve names with. They connect to the very addresses it hands over. */
const guardedLookup =
  (parts: GuardedLookup): LookupFunction =>
  (hostname, options, callback) => {
    const lookUp = async (): Promise<void> => {
      const found = await checkedAddresses(hostname, parts);
      if (found instanceof Error) callback(found, []);
      else if (options.all === true) callback(null, [...found]);
      else callback(null, found[0]?.address ?? "", found[0]?.family);
    };
    void lookUp();
  };

const checkedAddresses = async (
  hostname: string,
  { guard, lookup, port }: GuardedLookup,
): Promise<Error | readonly LookedUpAddress[]> => {
  let addresses: readonly LookedUpAddress[];
  try {
    addresses = await lookup(hostname);
  } catch (cause) {
    const message = `The name "${hostname.slice(0, 120)}" could not be resolved. Check the host name.`;
    return new EgressError("upstream_failed", { message, stage: "connecting", cause });
  }
  try {
    return guard.checkAddresses(plainHostname(hostname), port, addresses);
  } catch (error) {
    return asError(error);
  }
};

const trustedAuthorities = (extraCas: readonly string[]) =>
  extraCas.length === 0
    ? {}
    : { secureContext: createSecureContext({ ca: [...getCACertificates("default"), ...extraCas] }) };

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
