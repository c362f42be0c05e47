/** How an emulated provider differs from the others. */
export interface ProviderProfile {
  readonly name: "atlassian" | "data-center" | "openid";
  readonly title: string;
  /** Media type that the token endpoint takes. */
  readonly requestForm: "json" | "form";
  readonly clientAuthentication: "post" | "basic";
  /** `ignored`: a code challenge is accepted and not looked at. */
  readonly pkce: "ignored" | "optional" | "required";
  /** Required `audience` of an authorize request. */
  readonly audience?: string;
  /** Status of a refused code or refresh token. */
  readonly invalidGrantStatus: number;
  /** Sent as `iss` with every redirect, where set. */
  readonly sendsIssuer: boolean;
  /** Whether a refresh token comes only with the scope `offline_access`. */
  readonly offlineAccessScope: boolean;
}

export const atlassian: ProviderProfile = {
  name: "atlassian",
  title: "Atlassian (emulated)",
  requestForm: "json",
  clientAuthentication: "post",
  pkce: "ignored",
  audience: "api.atlassian.com",
  invalidGrantStatus: 403,
  sendsIssuer: false,
  offlineAccessScope: true,
};

export const dataCenterProfile: ProviderProfile = {
  name: "data-center",
  title: "Confluence Data Center (emulated)",
  requestForm: "form",
  clientAuthentication: "post",
  pkce: "optional",
  invalidGrantStatus: 400,
  sendsIssuer: false,
  offlineAccessScope: false,
};

export const openId: ProviderProfile = {
  name: "openid",
  title: "OpenID provider (emulated)",
  requestForm: "form",
  clientAuthentication: "basic",
  pkce: "required",
  invalidGrantStatus: 400,
  sendsIssuer: true,
  offlineAccessScope: true,
};
