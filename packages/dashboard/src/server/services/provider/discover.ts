import type { ProviderConfigInput, ProviderPreset } from "@breezeway/core";
import { configFromMetadata, dataCenterEndpoints, discoverProvider, providerPresets } from "@breezeway/core";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";

export interface DiscoverInput {
  readonly preset: ProviderPreset;
  readonly issuer?: string | undefined;
  readonly baseUrl?: string | undefined;
}

/** Settings to begin with: a preset's, completed by the address that the owner gave or by what stands there. */
export const discoverSettings = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: DiscoverInput;
}): Promise<RouteOutput<"discoverProvider">> => {
  const preset = providerPresets.find((known) => known.preset === input.preset);
  const defaults = { ...preset?.defaults, preset: input.preset };
  switch (input.preset) {
    case "atlassian_cloud":
      return { settings: withDefaults(defaults), scopesSupported: [] };
    case "atlassian_data_center": {
      const endpoints = input.baseUrl === undefined ? {} : dataCenterEndpoints(input.baseUrl);
      return { settings: withDefaults({ ...defaults, ...endpoints }), scopesSupported: [] };
    }
    case "oauth2":
    case "openid":
      if (input.issuer === undefined) return { settings: withDefaults(defaults), scopesSupported: [] };
      return fromMetadata(ctx, defaults, input.issuer);
  }
};

const fromMetadata = async (
  ctx: WorkspaceContext,
  defaults: Partial<ProviderConfigInput>,
  issuer: string,
): Promise<RouteOutput<"discoverProvider">> => {
  const found = await discoverProvider(ctx.deps.egress, issuer);
  return {
    settings: withDefaults({ ...defaults, name: new URL(issuer).hostname, ...configFromMetadata(found) }),
    scopesSupported: [...(found.scopes_supported ?? [])],
  };
};

const withDefaults = (settings: Partial<ProviderConfigInput>): RouteOutput<"discoverProvider">["settings"] => ({
  ...settings,
});
