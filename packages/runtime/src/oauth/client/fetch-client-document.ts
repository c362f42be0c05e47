import { isServiceError } from "@breezeway/core";
import type { Clock, Egress } from "@breezeway/core";
import { LRUCache } from "lru-cache";
import type { OAuthClient } from "./client.ts";
import { cacheSeconds, readClientDocument } from "./metadata-document.ts";
import type { ReadDocument } from "./metadata-document.ts";
import { createFetchShares } from "./fetch-shares.ts";
import type { FetchLimit } from "./fetch-shares.ts";

/** https://datatracker.ietf.org/doc/html/draft-ietf-oauth-client-id-metadata-document-02#section-6.6 */
const maxDocumentBytes = 5_120;
const deadlineMs = 5_000;
/** Documents are small and slow ones end soon: what is scarce is not the sum but one party's part of it. */
const places = { all: 128, perCaller: 4, perHost: 8 };

/** A document, what is wrong with it, or which limit keeps it from being fetched now. */
export type FetchedDocument = ReadDocument | { readonly ok: false; readonly busy: FetchLimit };

export interface FetchClientDocumentInput {
  readonly clientId: string;
  /** The caller's address, as one guesser counts. */
  readonly caller: string;
}

export type FetchClientDocument = (input: FetchClientDocumentInput) => Promise<FetchedDocument>;

/**
 * Fetches client documents through the guard: no redirects, small, cached as their headers say, failures never cached.
 * Slow hosts hold up those who ask for them, and nobody else.
 */
export const createClientDocuments = (egress: Egress, clock: Clock): FetchClientDocument => {
  const cache = new LRUCache<string, { client: OAuthClient; untilMs: number }>({ max: 500 });
  const underWay = new Map<string, Promise<ReadDocument>>();
  const shares = createFetchShares(places);

  const fetchOnce = async (clientId: string): Promise<ReadDocument> => {
    const read = await requestDocument(egress, clientId);
    if (!read.ok) return read;
    const document = readClientDocument(clientId, read.json);
    const seconds = cacheSeconds(read.headers, clock());
    if (document.ok && seconds > 0)
      cache.set(clientId, { client: document.client, untilMs: clock() + seconds * 1_000 });
    return document;
  };

  return async ({ clientId, caller }) => {
    const cached = cache.get(clientId);
    if (cached && clock() < cached.untilMs) return { ok: true, client: cached.client };
    const running = underWay.get(clientId);
    if (running) return running;
    const place = shares.take({ caller, host: new URL(clientId).host });
    if (typeof place === "string") return { ok: false, busy: place };
    const fetching = fetchOnce(clientId).finally(() => {
      underWay.delete(clientId);
      place();
    });
    underWay.set(clientId, fetching);
    return fetching;
  };
};

const requestDocument = async (egress: Egress, clientId: string) => {
  try {
    const { status, headers, body } = await egress.request({
      method: "GET",
      url: clientId,
      headers: { accept: "application/json" },
      deadlineMs,
      maxResponseBytes: maxDocumentBytes,
      redirect: "none",
    });
    if (status !== 200) return { ok: false, problem: `answered with status ${status}` } as const;
    if (!/^application\/([a-z0-9.-]+\+)?json\b/i.test(headers["content-type"] ?? ""))
      return { ok: false, problem: "is not JSON" } as const;
    return { ok: true, headers, json: JSON.parse(body.toString("utf8")) as unknown } as const;
  } catch (error) {
    if (error instanceof SyntaxError) return { ok: false, problem: "is not JSON" } as const;
    if (isServiceError(error)) return { ok: false, problem: "could not be read" } as const;
    throw error;
  }
};
