import { demo } from "./demo.ts";

/** Every address the emulator answers at, as a client would configure it. `{cloudId}` and `{site}` stand as variables. */
export interface EmulatorUrls {
  readonly base: string;
  /** Atlassian Cloud sign-in (`auth.atlassian.com`). */
  readonly auth: {
    readonly authorize: string;
    readonly token: string;
  };
  /** The gateway (`api.atlassian.com`). */
  readonly api: {
    readonly accessibleResources: string;
    /** Base URL for the v2 document, `{cloudId}` to be filled. */
    readonly confluenceV2: string;
    /** Base URL for the v1 document (its paths begin with `/wiki/rest/api`), `{cloudId}` to be filled. */
    readonly confluenceV1: string;
  };
  /** A site's own domain (`https://{site}.atlassian.net`), where no OAuth token is taken. */
  readonly site: {
    readonly base: string;
    readonly tenantInfo: string;
  };
  readonly dataCenter: {
    /** Base URL for `rest/api`. */
    readonly base: string;
    readonly authorize: string;
    readonly token: string;
  };
  /** An OpenID provider found by discovery: form requests, basic client authentication, PKCE required. */
  readonly openId: {
    readonly issuer: string;
    readonly discovery: string;
    readonly authorize: string;
    readonly token: string;
    /** A small API that takes this provider's tokens. */
    readonly api: string;
  };
  /** OpenAPI documents that say what is served. */
  readonly documents: {
    readonly v2: string;
    readonly v1: string;
    readonly dataCenter: string;
  };
  /** JSON control of faults, tokens and recordings. */
  readonly control: string;
}

/** Addresses below a base such as `http://127.0.0.1:4010`. Pure, so that presets can be written before the emulator runs. */
export const emulatorUrls = (base: string): EmulatorUrls => ({
  base,
  auth: { authorize: `${base}/auth/authorize`, token: `${base}/auth/oauth/token` },
  api: {
    accessibleResources: `${base}/api/oauth/token/accessible-resources`,
    confluenceV2: `${base}/api/ex/confluence/{cloudId}/wiki/api/v2`,
    confluenceV1: `${base}/api/ex/confluence/{cloudId}`,
  },
  site: { base: `${base}/site/{site}`, tenantInfo: `${base}/site/{site}/_edge/tenant_info` },
  dataCenter: {
    base: `${base}/datacenter`,
    authorize: `${base}/datacenter/rest/oauth2/latest/authorize`,
    token: `${base}/datacenter/rest/oauth2/latest/token`,
  },
  openId: {
    issuer: `${base}/openid`,
    discovery: `${base}/openid/.well-known/openid-configuration`,
    authorize: `${base}/openid/authorize`,
    token: `${base}/openid/token`,
    api: `${base}/openid/api`,
  },
  documents: {
    v2: `${base}/openapi/confluence-v2.json`,
    v1: `${base}/openapi/confluence-v1.json`,
    dataCenter: `${base}/openapi/data-center.json`,
  },
  control: `${base}/control`,
});

/** Fills the variables of a URL template with the demo site. */
export const atDemoSite = (template: string): string =>
  template.replaceAll("{cloudId}", demo.cloudId).replaceAll("{site}", demo.siteName);
