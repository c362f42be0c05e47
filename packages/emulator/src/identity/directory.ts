import { demo } from "../demo.ts";

/** Someone with an account. Roles, never people. */
export interface Account {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
  /** False for an account that exists but may not use Confluence. */
  readonly mayUseConfluence: boolean;
}

export interface Site {
  readonly cloudId: string;
  readonly name: string;
}

export const sites: readonly Site[] = [
  { cloudId: demo.cloudId, name: demo.siteName },
  { cloudId: demo.secondCloudId, name: demo.secondSiteName },
];

const account = (role: string, mayUseConfluence = true): Account => {
  const slug = role.toLowerCase().replaceAll(" ", "-");
  return {
    accountId: `acc-${slug}`,
    displayName: role,
    email: slug === "on-call-engineer" ? demo.email : `${slug}@example.com`,
    mayUseConfluence,
  };
};

export const accounts: readonly Account[] = [
  account("On-call engineer"),
  account("Platform engineer"),
  account("Service owner"),
  account("Engineering manager"),
  account("People partner"),
  account("Contractor without access", false),
];

export const accountById = (accountId: string): Account | undefined =>
  accounts.find((known) => known.accountId === accountId);

export const siteByCloudId = (cloudId: string): Site | undefined => sites.find((site) => site.cloudId === cloudId);

export const siteByName = (name: string): Site | undefined => sites.find((site) => site.name === name);

/** Address of a site's own domain. */
export const siteUrl = (base: string, site: Site): string => `${base}/site/${site.name}`;
