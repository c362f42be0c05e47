import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import type { Emulator } from "@breezeway/emulator";
import { demo } from "@breezeway/emulator";
import { succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";

const providerName = "Emulated Atlassian";

/** The provider configuration that points at the emulator, kept at its present address. */
export const ensureDemoProvider = async (input: {
  readonly session: ApiSession;
  readonly emulator: Emulator;
  readonly workspace: string;
}): Promise<RouteOutput<"createProvider">> => {
  const routes = input.session.api.api.workspaces[":workspace"].providers;
  const param = { workspace: input.workspace };
  const settings = settingsFor(input.emulator);
  const { providers } = await succeed(routes.$get({ param }));
  const known = providers.find((provider) => provider.name === providerName);
  if (!known) return succeed(routes.$post({ param, json: { ...settings, clientSecret: demo.clientSecret } }));
  if (known.tokenEndpoint === settings.tokenEndpoint) return known;
  return succeed(routes[":providerId"].$patch({ param: { ...param, providerId: known.id }, json: settings }));
};

/** As the Atlassian preset has it, with the emulator's addresses. */
const settingsFor = ({ url, urls }: Emulator): RouteBodyInput<"createProvider"> => ({
  preset: "atlassian_cloud",
  name: providerName,
  clientId: demo.clientId,
  authorizationEndpoint: urls.auth.authorize,
  tokenEndpoint: urls.auth.token,
  tokenRequest: { format: "json", clientAuthentication: "post" },
  pkce: false,
  authorizeParameters: { audience: "api.atlassian.com", prompt: "consent" },
  signInOrigins: [url],
  apiOrigins: [url],
  refreshLeewaySeconds: 600,
  site: {
    variable: "cloudId",
    tenantInfoUrl: urls.site.tenantInfo,
    accessibleResourcesUrl: urls.api.accessibleResources,
    hostSuffix: ".atlassian.net",
  },
});
