import { findSiteId, listSites, parseSiteName } from "@breezeway/core";
import type { Egress, Secret, SiteLookup } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { OAuthError } from "../errors/oauth-error.ts";
import { openVariables, ownerVariable } from "../grant/variables.ts";

export type ChosenSite =
  | { readonly ok: true; readonly variables: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problem: string };

export interface ChooseSiteInput {
  readonly server: ProtectedServer;
  readonly site: SiteLookup | undefined;
  readonly typed: string | undefined;
}

/** Finds the id of the site that a person named; nothing was typed: the token's only site is taken later. */
export const chooseSite = async (egress: Egress, { server, site, typed }: ChooseSiteInput): Promise<ChosenSite> => {
  if (!site || !typed || !openVariables(server).includes(site.variable)) return { ok: true, variables: {} };
  const name = parseSiteName(typed, site.hostSuffix);
  if (name === undefined)
    return { ok: false, problem: `That is not a site's name. It is what stands before ${site.hostSuffix}.` };
  const found = await findSiteId(egress, site, name);
  if (found.ok) return { ok: true, variables: { [site.variable]: found.siteId } };
  return found.reason === "unknown"
    ? { ok: false, problem: `There is no site ${name}${site.hostSuffix}. Check its name.` }
    : { ok: false, problem: "The site could not be looked up just now. Try again." };
};

export interface VerifySiteInput {
  readonly server: ProtectedServer;
  readonly site: SiteLookup | undefined;
  readonly variables: Readonly<Record<string, string>>;
  readonly token: Secret;
}

/** Holds the chosen or fixed site against those that the token reaches; throws `OAuthError`. */
export const verifySite = async (egress: Egress, input: VerifySiteInput): Promise<Readonly<Record<string, string>>> => {
  const { server, site, variables, token } = input;
  if (!site) return variables;
  const isOpen = openVariables(server).includes(site.variable);
  const wanted = isOpen ? variables[site.variable] : ownerVariable(server, site.variable);
  if (!isOpen && wanted === undefined) return variables;
  const sites = await listSites(egress, site, token);
  if (!sites)
    throw new OAuthError("temporarily_unavailable", "The sites of this account could not be read. Try again.");
  if (wanted !== undefined) {
    if (sites.some(({ id }) => id === wanted)) return variables;
    throw new OAuthError(
      "invalid_grant",
      isOpen
        ? "This account did not grant access to the chosen site. Sign in again and pick that site at the provider too."
        : "This account has no access to the site that this server is made for. Sign in with another account, or pick that site.",
    );
  }
  const [only, ...others] = sites;
  if (!only) throw new OAuthError("invalid_grant", "This account has no site. Sign in with another account.");
  if (others.length > 0)
    throw new OAuthError("invalid_grant", "This account has several sites. Sign in again and name the one to use.");
  return { ...variables, [site.variable]: only.id };
};
