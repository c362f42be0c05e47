import type { ProviderConfigInput, ProviderPreset } from "@breezeway/core";

/** A provider while its form is filled in. */
export type Settings = { [Name in keyof ProviderConfigInput]?: ProviderConfigInput[Name] | undefined } & {
  preset: ProviderPreset;
};
