import type { FollowRedirects } from "./exchange.ts";
import { EgressError } from "./exchange.ts";
import { harmless, withoutBodyHeaders } from "./request-headers.ts";
import type { Hop, RawAnswer } from "./send-once.ts";

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A hop whose URL the guard has not seen yet. */
export interface NextHop extends Omit<Hop, "target"> {
  readonly url: URL;
}

export interface NextHopInput {
  readonly hop: Hop;
  readonly answer: RawAnswer;
  readonly redirect: "none" | FollowRedirects;
  readonly hopsFollowed: number;
}

/**
 * Where a redirect leads, or undefined when the answer is final. Throws rather than go from https to http, past the
 * limit, or with a body to another origin. What leaves the origin carries no credential, and gets none back later.
 */
export const nextHop = ({ hop, answer, redirect, hopsFollowed }: NextHopInput): NextHop | undefined => {
  const location = answer.headers.location;
  if (redirect === "none" || !redirectStatuses.has(answer.status) || location === undefined) return undefined;
  if (hopsFollowed >= redirect.max) throw refuse(hop, `redirects more than ${redirect.max} times`);
  const url = URL.parse(location, hop.target.href);
  if (!url) throw refuse(hop, "redirects to something that is not a URL");
  if (hop.target.origin.startsWith("https:") && url.protocol !== "https:")
    throw refuse(hop, "redirects from https to http");

  const leavesOrigin = url.origin !== hop.target.origin;
  const next = becomesGet(hop, answer)
    ? { url, method: "GET", headers: withoutBodyHeaders(hop.headers), body: null }
    : { url, method: hop.method, headers: hop.headers, body: hop.body };
  if (!leavesOrigin) return next;
  if (next.body !== null) throw refuse(hop, "redirects a request with a body to another host");
  return { ...next, headers: harmless(next.headers) };
};

/** https://www.rfc-editor.org/rfc/rfc9110#section-15.4 */
const becomesGet = (hop: Hop, { status }: RawAnswer): boolean =>
  status === 303 ? hop.method !== "GET" && hop.method !== "HEAD" : status < 303 && hop.method === "POST";

const refuse = (hop: Hop, what: string): EgressError =>
  new EgressError("egress_refused", { message: `"${hop.target.host}" ${what}; that is not followed.`, stage: "sent" });
