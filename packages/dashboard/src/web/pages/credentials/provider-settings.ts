import type { ProviderConfigInput, ProviderPreset } from "@breezeway/core";

/** A provider while its form is filled in. */
export type Settings = { [Name in keyof ProviderConfigInput]?: ProviderConfigInput[Name] | undefined } & {
  preset: ProviderPreset;
};

/** What the form shows before anything is typed or read from the provider, so that it is also what is sent. */
export const beginSettings = (preset: ProviderPreset): Settings => ({
  preset,
  tokenRequest: { format: "form", clientAuthentication: "basic" },
  pkce: true,
  authorizeParameters: {},
});
