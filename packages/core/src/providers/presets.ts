import type { UserKeyScheme } from "../release/manifest.ts";
import type { ProviderConfigInput, ProviderPreset } from "./provider-config.ts";

/** One way of setting up a provider, as the dashboard offers it. */
export interface ProviderPresetInfo {
  readonly preset: ProviderPreset;
  readonly title: string;
  readonly summary: string;
  /** What the owner does at the provider first; `{callbackUrl}` stands for the URL to copy. */
  readonly steps: readonly string[];
  /** Said where the preset suits only those who run Breezeway for themselves. */
  readonly selfHostingNote?: string;
  /** Everything but client id and, for the generic ones, the URLs. */
  readonly defaults: Partial<ProviderConfigInput>;
}

export const atlassianCloud: ProviderPresetInfo = {
  preset: "atlassian_cloud",
  title: "Atlassian Cloud",
  summary: "Confluence and Jira in the cloud. Each user signs in at Atlassian and picks a site.",
  steps: [
    "Open developer.atlassian.com/console/myapps and create an OAuth 2.0 integration.",
    "Under Permissions, add the Confluence API and the scopes listed here.",
    "Under Authorization, set the callback URL to {callbackUrl}.",
    "Under Distribution, share the app, or only you can sign in.",
    "Under Settings, copy client ID and secret.",
  ],
  selfHostingNote:
    "Made for your own deployment: Atlassian's Marketplace terms do not allow a vendor's app to have each customer make one.",
  defaults: {
    name: "Atlassian",
    authorizationEndpoint: "https://auth.atlassian.com/authorize",
    tokenEndpoint: "https://auth.atlassian.com/oauth/token",
    tokenRequest: { format: "json", clientAuthentication: "post" },
    pkce: false,
    authorizeParameters: { audience: "api.atlassian.com", prompt: "consent" },
    signInOrigins: ["https://auth.atlassian.com", "https://id.atlassian.com", "https://api.atlassian.com"],
    refreshLeewaySeconds: 600,
    apiOrigins: ["https://api.atlassian.com"],
    site: {
      variable: "cloudId",
      tenantInfoUrl: "https://{site}.atlassian.net/_edge/tenant_info",
      accessibleResourcesUrl: "https://api.atlassian.com/oauth/token/accessible-resources",
      hostSuffix: ".atlassian.net",
    },
  },
};

export const atlassianDataCenter: ProviderPresetInfo = {
  preset: "atlassian_data_center",
  title: "Atlassian Data Center",
  summary: "Confluence on your own servers, version 7.17 or later, by its application links.",
  steps: [
    "In Confluence, open Administration, then Application links, then Create link, External application, Incoming.",
    "Set the redirect URL to {callbackUrl} and choose the permission.",
    "Copy client ID and secret, and give the base URL of your Confluence.",
  ],
  defaults: {
    name: "Confluence",
    tokenRequest: { format: "form", clientAuthentication: "post" },
    pkce: true,
    authorizeParameters: {},
  },
};

export const genericOAuth: ProviderPresetInfo = {
  preset: "oauth2",
  title: "OAuth 2.0",
  summary: "Any provider with an authorize and a token URL.",
  steps: ["Register an application with the redirect URL {callbackUrl}.", "Copy client ID, secret and the two URLs."],
  defaults: {
    tokenRequest: { format: "form", clientAuthentication: "basic" },
    pkce: true,
    authorizeParameters: {},
  },
};

export const openIdDiscovery: ProviderPresetInfo = {
  preset: "openid",
  title: "OpenID Connect",
  summary: "Any provider that publishes its metadata; the URLs are found by the issuer.",
  steps: ["Register an application with the redirect URL {callbackUrl}.", "Give the issuer, client ID and secret."],
  defaults: {
    tokenRequest: { format: "form", clientAuthentication: "basic" },
    pkce: true,
    authorizeParameters: {},
  },
};

export const providerPresets: readonly ProviderPresetInfo[] = [
  atlassianCloud,
  atlassianDataCenter,
  genericOAuth,
  openIdDiscovery,
];

/** Endpoints of a Data Center installation, below its base URL. */
export const dataCenterEndpoints = (baseUrl: string) => {
  const base = baseUrl.replace(/\/+$/, "");
  return {
    authorizationEndpoint: `${base}/rest/oauth2/latest/authorize`,
    tokenEndpoint: `${base}/rest/oauth2/latest/token`,
    apiOrigins: [new URL(base).origin],
  };
};

/** One way of asking end users for a key of their own. */
export interface UserKeyPreset {
  readonly id: "data_center_pat" | "atlassian_api_token";
  readonly title: string;
  readonly keyLabel: string;
  readonly scheme: UserKeyScheme;
  readonly testPath: string;
  /** Where the end user makes such a key. */
  readonly help: string;
  readonly selfHostingNote: string;
}

const keyNote =
  "Made for your own deployment: Atlassian's Marketplace terms do not allow a vendor to collect users' tokens.";

export const userKeyPresets: readonly UserKeyPreset[] = [
  {
    id: "data_center_pat",
    title: "Data Center personal access token",
    keyLabel: "personal access token",
    scheme: { type: "bearer" },
    testPath: "/rest/api/user/current",
    help: "In Confluence: your picture, Settings, Personal access tokens.",
    selfHostingNote: keyNote,
  },
  {
    id: "atlassian_api_token",
    title: "Atlassian Cloud API token",
    keyLabel: "API token",
    scheme: { type: "basic" },
    testPath: "/spaces?limit=1",
    help: "At id.atlassian.com under Security, API tokens.",
    selfHostingNote: keyNote,
  },
];
