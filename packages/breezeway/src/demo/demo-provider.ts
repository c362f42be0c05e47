import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import type { Emulator } from "@breezeway/emulator";
import { demo } from "@breezeway/emulator";
import { succeed } from "./api-session.ts";
import type { ApiSession } from "./api-session.ts";
import type { ServerPlace } from "./demo-sources.ts";

const providerName = "Emulated Atlassian";

/**
 * The provider configuration that points at the emulator where it is now. A client secret never follows a token
 * endpoint to another host, so an emulator that had to move gets a new one.
 */
export const ensureDemoProvider = async (input: {
  readonly session: ApiSession;
  readonly emulator: Emulator;
  readonly workspace: string;
}): Promise<RouteOutput<"createProvider">> => {
  const routes = input.session.api.api.workspaces[":workspace"].providers;
  const param = { workspace: input.workspace };
  const settings = settingsFor(input.emulator);
  const { providers } = await succeed(routes.$get({ param }));
  const known = providers.find(
    ({ name, tokenEndpoint }) => name === providerName && tokenEndpoint === settings.tokenEndpoint,
  );
  return known ?? succeed(routes.$post({ param, json: { ...settings, clientSecret: demo.clientSecret } }));
};

/**
 * Lets a server that used the emulator's former address sign in at the present one from its next release on; returns the
 * provider that it used. What its owner chose otherwise stays.
 */
export const followDemoProvider = async (
  { api }: ApiSession,
  place: ServerPlace,
  providerId: string,
): Promise<string | undefined> => {
  const routes = api.api.workspaces[":workspace"];
  const { credential } = await succeed(routes.servers[":server"].$get({ param: { ...place } }));
  if (credential.mode !== "oauth" || credential.providerId === null || credential.providerId === providerId) return;
  const { providers } = await succeed(routes.providers.$get({ param: { workspace: place.workspace } }));
  if (providers.find(({ id }) => id === credential.providerId)?.name !== providerName) return;
  await succeed(
    routes.servers[":server"].credential.$put({
      param: { ...place },
      json: { credential: { ...credential, providerId } },
    }),
  );
  return credential.providerId;
};

export const deleteDemoProvider = async (
  { api }: ApiSession,
  param: { readonly workspace: string; readonly providerId: string },
): Promise<void> => {
  await succeed(api.api.workspaces[":workspace"].providers[":providerId"].$delete({ param }));
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
