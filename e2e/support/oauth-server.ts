import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import type { Emulator } from "@breezeway/emulator";
import type { DashboardSession } from "./dashboard-session.ts";
import { createServer, publishServer } from "./publish-document.ts";

export interface OAuthAppOfOwner {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Configures the emulated Atlassian as the workspace's provider, as its owner would: reserve, register, enter. */
export const configureProvider = async (
  session: DashboardSession,
  emulator: Emulator,
  app: OAuthAppOfOwner,
): Promise<RouteOutput<"createProvider">> => {
  const base = `/api/workspaces/${session.workspace}/providers`;
  const reserved = await session.send<RouteOutput<"reserveProvider">>("POST", `${base}/reserve`, {});
  emulator.registerApp({ ...app, redirectUris: [reserved.body.callbackUrl] });
  const settings: RouteBodyInput<"createProvider"> = {
    ...app,
    preset: "atlassian_cloud",
    name: "Atlassian",
    reservation: reserved.body.reservation,
    authorizationEndpoint: emulator.urls.auth.authorize,
    tokenEndpoint: emulator.urls.auth.token,
    tokenRequest: { format: "json", clientAuthentication: "post" },
    pkce: false,
    authorizeParameters: { audience: "api.atlassian.com", prompt: "consent" },
    signInOrigins: [emulator.url],
    refreshLeewaySeconds: 600,
    apiOrigins: [emulator.url],
    site: {
      variable: "cloudId",
      tenantInfoUrl: emulator.urls.site.tenantInfo,
      accessibleResourcesUrl: emulator.urls.api.accessibleResources,
      hostSuffix: "",
    },
  };
  const { status, body } = await session.send<RouteOutput<"createProvider">>("POST", base, settings);
  if (status !== 200) throw new Error(`The provider was not created: ${JSON.stringify(body)}`);
  return body;
};

/** Publishes the emulator's v2 document as a server where each user signs in and names a site. */
export const publishOAuthServer = async (
  session: DashboardSession,
  emulator: Emulator,
  input: { readonly slug: string; readonly providerId: string },
): Promise<RouteOutput<"publish">> => {
  const variables = { cloudId: { from: "grant", name: "cloudId" } } as const;
  await createServer(session, {
    slug: input.slug,
    documents: [
      { source: { kind: "url", url: emulator.urls.documents.v2 }, baseUrl: emulator.urls.api.confluenceV2, variables },
    ],
    credential: { mode: "oauth", providerId: input.providerId, scopes: null },
  });
  return publishServer(session, input.slug);
};
