// What the API got and gave, for whoever tries a draft: bounded, and without the credential. Kept nowhere.
import type { IncomingHttpHeaders } from "node:http";
import type { UpstreamCredential } from "../identify/caller.ts";
import type { BuiltRequest } from "../request/built-request.ts";
import { decodeText } from "../result/shape-text.ts";
import type { Sent } from "../upstream/send.ts";
import { createScrubber, mask } from "./scrub.ts";
import type { Scrubber } from "./scrub.ts";

/** One exchange with the API, as the call saw it. */
export interface UpstreamExchange {
  /** Before the credential was put in. */
  readonly request: BuiltRequest;
  readonly credential: UpstreamCredential | null;
  readonly sent: Sent;
}

interface ShownBody {
  readonly bytes: number;
  /** Absent where the bytes are no text. */
  readonly text?: string;
  /** There is more than is shown. */
  readonly cut?: true;
}

export interface ShownExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: ShownBody;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: ShownBody;
  };
  /** Why there is no response. */
  readonly failure?: string;
  readonly retries: number;
}

const maxRequestCharacters = 64_000;
const maxResponseCharacters = 256_000;
/** Cookies that an API sets are credentials too. */
const withheld: ReadonlySet<string> = new Set(["set-cookie", "set-cookie2"]);

export const describeExchange = ({ request, credential, sent }: UpstreamExchange): ShownExchange => {
  const scrubber = createScrubber(credential);
  const shown = describeRequest(request, credential, scrubber);
  if (!sent.ok) return { request: shown, failure: sent.reason, retries: sent.retries };
  const { status, headers, body } = sent.response;
  return {
    request: shown,
    response: {
      status,
      headers: describeHeaders(headers, scrubber),
      body: describeBody(body, { scrubber, contentType: headers["content-type"] ?? "", limit: maxResponseCharacters }),
    },
    retries: sent.retries,
  };
};

const describeRequest = (
  request: BuiltRequest,
  credential: UpstreamCredential | null,
  scrubber: Scrubber,
): ShownExchange["request"] => {
  const { body } = request;
  const contentType = request.headers["content-type"] ?? "";
  const masked = maskPlace(request, credential);
  return {
    method: request.method,
    url: scrubber.scrub(masked.url),
    headers: describeHeaders(masked.headers, scrubber),
    ...(body !== undefined && {
      body: describeBody(Buffer.from(body), { scrubber, contentType, limit: maxRequestCharacters }),
    }),
  };
};

/** Where the credential goes, without it. */
const maskPlace = (
  { url, headers }: BuiltRequest,
  credential: UpstreamCredential | null,
): Pick<BuiltRequest, "url" | "headers"> => {
  if (credential === null) return { url, headers };
  if (credential.type === "bearer") return { url, headers: { ...headers, authorization: `Bearer ${mask}` } };
  if (credential.type === "basic") return { url, headers: { ...headers, authorization: `Basic ${mask}` } };
  const { placement } = credential;
  if (placement.in === "header") return { url, headers: { ...headers, [placement.name.toLowerCase()]: mask } };
  const pair = `${placement.name}=${mask}`;
  if (placement.in === "query") return { url: `${url}${url.includes("?") ? "&" : "?"}${pair}`, headers };
  return { url, headers: { ...headers, cookie: [headers["cookie"], pair].filter(Boolean).join("; ") } };
};

const describeHeaders = (headers: IncomingHttpHeaders, { scrub }: Scrubber): Record<string, string> => {
  const shown: Record<string, string> = Object.create(null);
  for (const [name, value] of Object.entries(headers))
    if (value !== undefined && !withheld.has(name))
      shown[name] = scrub(Array.isArray(value) ? value.join(", ") : value);
  return shown;
};

const maxBytesPerCharacter = 4;
const isBinary = (contentType: string): boolean =>
  /^\s*(?:image\/(?!svg)|audio\/|video\/|font\/|application\/(?:octet-stream|pdf|zip|gzip))/i.test(contentType);

const describeBody = (
  body: Buffer,
  {
    scrubber,
    contentType,
    limit,
  }: { readonly scrubber: Scrubber; readonly contentType: string; readonly limit: number },
): ShownBody => {
  const bytes = body.length;
  if (isBinary(contentType)) return { bytes };
  // A credential that lies across the limit must be whole to be found.
  const window = limit + scrubber.longest;
  const text = decodeText(body.subarray(0, window * maxBytesPerCharacter), contentType);
  if (text === undefined) return { bytes };
  const clean = scrubber.scrub(text.slice(0, window));
  const isCut = text.length > limit || body.length > window * maxBytesPerCharacter;
  return { bytes, text: clean.slice(0, limit).toWellFormed(), ...(isCut && { cut: true }) };
};
