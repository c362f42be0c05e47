// The only way out of a Breezeway process. Promises that nothing is connected to but what the guard has checked,
// that every exchange ends by its deadline within its size, and that credentials stay with the origin they were for.
import { createConnectorFactory } from "./connector.ts";
import { startDeadline } from "./deadline.ts";
import type { Deadline } from "./deadline.ts";
import { EgressError } from "./exchange.ts";
import type { EgressRequest, EgressResponse } from "./exchange.ts";
import { endFailure } from "./failure.ts";
import { createGuard } from "./guard.ts";
import { inflateBody, isCompressed } from "./inflate.ts";
import { systemLookup } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import { createPools } from "./pools.ts";
import type { Pool } from "undici";
import { parsePrivateNetworks } from "./private-networks.ts";
import { nextHop } from "./redirect.ts";
import { checkHeaders, checkMethod } from "./request-headers.ts";
import { sendOnce } from "./send-once.ts";
import type { Hop, RawAnswer } from "./send-once.ts";
import { readSettledUrl, targetOf } from "./target.ts";
import type { Target } from "./target.ts";

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
  /** Bytes of one answer's header. Default 32 KiB. */
  readonly maxHeaderBytes?: number;
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

/** Opens the way out. Throws on an unreadable entry of `allowedPrivateNetworks`. */
export const createEgress = (options: EgressOptions): Egress => {
  const parsed = parsePrivateNetworks(options.allowedPrivateNetworks);
  if (!parsed.ok) throw new Error(parsed.problems.join(" "));
  const guard = createGuard({ allowHttp: options.allowHttp, networks: parsed.networks });
  const pools = createPools({
    connectorFor: createConnectorFactory({
      guard,
      lookup: options.lookup ?? systemLookup,
      extraCas: options.extraCas ?? [],
    }),
    maxConnectionsPerOrigin: options.maxConnectionsPerOrigin ?? 256,
    maxOrigins: options.maxOrigins ?? 512,
    maxHeaderBytes: options.maxHeaderBytes ?? 32_768,
  });

  const reach = (url: URL): Reached => {
    guard.checkUrl(url);
    return { target: targetOf(url), pool: pools.get(url) };
  };

  /** An origin with a pool has passed the guard, whose rules never change; its connections are checked each anew. */
  const reachFirst = (url: string | URL): Reached => {
    const target = typeof url === "string" ? readSettledUrl(url) : undefined;
    const pool = target && pools.known(target.origin);
    return target && pool ? { target, pool } : reach(parseUrl(url));
  };

  const exchange = async (request: EgressRequest, deadline: Deadline): Promise<EgressResponse> => {
    const redirect = request.redirect ?? "none";
    const { method, headers = {}, body = null } = request;
    checkMethod(method);
    checkHeaders(headers);
    let { target, pool } = reachFirst(request.url);
    let hop: Hop = { target, method, headers, body };
    for (let hopsFollowed = 0; ; hopsFollowed += 1) {
      const answer = await sendOnce({ pool, hop, maxBytes: request.maxResponseBytes, deadline });
      const next = nextHop({ hop, answer, redirect, hopsFollowed });
      if (!next) return finish(answer, hop, request.maxResponseBytes, deadline);
      ({ target, pool } = reach(next.url));
      hop = { ...next, target };
    }
  };

  return {
    request: async (request) => {
      const deadline = startDeadline(request.deadlineMs, request.signal);
      try {
        return await exchange(request, deadline);
      } finally {
        deadline.stop();
      }
    },
    check: (url) => guard.checkUrl(parseUrl(url)),
    close: () => pools.close(),
  };
};

interface Reached {
  readonly target: Target;
  readonly pool: Pool;
}

const parseUrl = (url: string | URL): URL => {
  const parsed = typeof url === "string" ? URL.parse(url) : url;
  if (parsed) return parsed;
  throw new EgressError("egress_refused", { message: "That is not an absolute URL.", stage: "refused" });
};

const finish = async (answer: RawAnswer, hop: Hop, maxBytes: number, deadline: Deadline): Promise<EgressResponse> => {
  const { status, headers } = answer;
  const body = isCompressed(answer)
    ? await beforeEnd(inflateBody(answer, hop.target.host, maxBytes), hop, deadline)
    : answer.body;
  return { status, headers, body, url: hop.target.href, bytesReceived: answer.body.length };
};

const beforeEnd = <Value>(work: Promise<Value>, hop: Hop, deadline: Deadline): Promise<Value> =>
  new Promise((resolve, reject) => {
    deadline.onEnd((end) => reject(endFailure(end, { host: hop.target.host, stage: "sent" })));
    work.then(resolve, reject);
  });
