import { z } from "zod";
import type { Egress } from "../egress/egress.ts";
import { isServiceError } from "../errors/service-error.ts";
import type { Secret } from "../secret/secret.ts";
import type { SiteLookup } from "./provider-config.ts";

/** A site that a token reaches. */
export interface Site {
  readonly id: string;
  readonly name: string;
  readonly url: string;
}

const siteName = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const tenantInfo = z.object({ cloudId: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) });
const siteList = z.array(
  z.object({
    id: z.string().regex(/^[A-Za-z0-9-]{1,64}$/),
    name: z.string().default(""),
    url: z.string().default(""),
  }),
);

/** Reads what a person types for a site ("Acme", "acme.atlassian.net", a page's URL) as its bare name. */
export const parseSiteName = (typed: string, hostSuffix: string): string | undefined => {
  const text = typed.trim().toLowerCase();
  const host = URL.parse(text.includes("://") ? text : `https://${text}`)?.hostname ?? "";
  const name = host.endsWith(hostSuffix) ? host.slice(0, host.length - hostSuffix.length) : host;
  return siteName.test(name) ? name : undefined;
};

export type SiteLookupResult =
  | { readonly ok: true; readonly siteId: string }
  | { readonly ok: false; readonly reason: "unknown" | "unavailable" };

/** Asks the site itself for its id; takes no credential. */
export const findSiteId = async (egress: Egress, lookup: SiteLookup, name: string): Promise<SiteLookupResult> => {
  const answer = await get(egress, lookup.tenantInfoUrl.replaceAll("{site}", name), {});
  if (answer === undefined || answer.status >= 500 || answer.status === 429)
    return { ok: false, reason: "unavailable" };
  const parsed = answer.status === 200 ? tenantInfo.safeParse(answer.json) : undefined;
  return parsed?.success ? { ok: true, siteId: parsed.data.cloudId } : { ok: false, reason: "unknown" };
};

/** The sites that a token reaches, each once; undefined where the upstream does not answer. */
export const listSites = async (
  egress: Egress,
  lookup: SiteLookup,
  token: Secret,
): Promise<readonly Site[] | undefined> => {
  const answer = await get(egress, lookup.accessibleResourcesUrl, { authorization: `Bearer ${token.reveal()}` });
  const parsed = answer?.status === 200 ? siteList.safeParse(answer.json) : undefined;
  if (!parsed?.success) return undefined;
  return [...new Map(parsed.data.map((site) => [site.id, site])).values()];
};

const get = async (egress: Egress, url: string, headers: Record<string, string>) => {
  try {
    const { status, body } = await egress.request({
      method: "GET",
      url,
      headers: { accept: "application/json", ...headers },
      deadlineMs: 8_000,
      maxResponseBytes: 256_000,
    });
    return { status, json: parseJson(body) };
  } catch (error) {
    if (isServiceError(error)) return undefined;
    throw error;
  }
};

const parseJson = (body: Buffer): unknown => {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
};
