import type { FetchedResource, Loader } from "../loader/loader.ts";

export interface FakeWeb extends Pick<Loader, "fetch"> {
  /** Every address that was asked for. */
  readonly asked: string[];
}

type Page =
  | string
  | {
      readonly status?: number;
      readonly body?: string | Uint8Array;
      readonly headers?: Record<string, string>;
      readonly url?: string;
    };

/** A web of a few pages, for loaders. */
export const fakeWeb = (pages: Record<string, Page>): FakeWeb => {
  const asked: string[] = [];
  return {
    asked,
    fetch: async ({ url, headers }): Promise<FetchedResource> => {
      asked.push(url);
      const page = pages[url];
      if (page === undefined) return { status: 404, url, headers: {}, body: Buffer.from("not here") };
      const {
        status = 200,
        body = "",
        headers: own = {},
        url: final = url,
      } = typeof page === "string" ? { body: page } : page;
      if (own["etag"] !== undefined && headers["if-none-match"] === own["etag"])
        return { status: 304, url, headers: own, body: Buffer.alloc(0) };
      return { status, url: final, headers: own, body: Buffer.from(body) };
    },
  };
};
