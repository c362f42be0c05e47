import type { Egress } from "@breezeway/core";
import type { Loader } from "./loader.ts";

const deadlineMs = 20_000;
const maxRedirects = 5;

/** A loader for addresses: every request goes through the egress guard, redirects included, and carries no credential. */
export const createEgressLoader = (egress: Pick<Egress, "request">): Required<Pick<Loader, "fetch">> => ({
  fetch: async ({ url, headers, maxBytes, signal }) => {
    const answer = await egress.request({
      method: "GET",
      url,
      headers,
      deadlineMs,
      maxResponseBytes: maxBytes,
      redirect: { max: maxRedirects },
      ...(signal === undefined ? {} : { signal }),
    });
    return { status: answer.status, url: answer.url, headers: singleHeaders(answer.headers), body: answer.body };
  },
});

const singleHeaders = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): Record<string, string> => {
  const single: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === "__proto__") continue;
    single[name.toLowerCase()] = typeof value === "string" ? value : value.join(", ");
  }
  return single;
};
