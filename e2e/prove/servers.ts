import type { RouteBodyInput, RouteOutput } from "@breezeway/dashboard";
import { demo, type Emulator } from "@breezeway/emulator";
import { toolNames } from "../support/audit-log.ts";
import { emulatorDocuments } from "../support/confluence-documents.ts";
import type { DashboardSession } from "../support/dashboard-session.ts";
import { createServer, publishServer } from "../support/publish-document.ts";

export interface PublishedServer {
  readonly slug: string;
  readonly mcpUrl: string;
  readonly nameOf: (key: string) => string;
}

/** Imports the emulator's two documents and publishes them, as an owner does in the dashboard. */
export const publish = async (
  session: DashboardSession,
  emulator: Emulator,
  input: {
    readonly slug: string;
    readonly credential: RouteBodyInput<"createServer">["credential"];
    readonly access?: "access_key" | "public";
    /** The site is chosen by the end user. */
    readonly siteFromGrant?: boolean;
  },
): Promise<PublishedServer> => {
  const documents = emulatorDocuments(emulator).map((document) =>
    input.siteFromGrant === true
      ? { ...document, variables: { cloudId: { from: "grant", name: "cloudId" } } as const }
      : document,
  );
  const { slug, credential, access } = input;
  await createServer(session, { slug, documents, credential, ...(access === undefined ? {} : { access }) });
  const published = await publishServer(session, slug);
  return { slug, mcpUrl: published.server.mcpUrl, nameOf: await toolNames(session, slug) };
};

/** A provider with the Atlassian preset, its addresses at the emulator, its app registered there. */
export const createAtlassianProvider = async (
  session: DashboardSession,
  emulator: Emulator,
  app: { readonly clientId: string; readonly clientSecret: string },
): Promise<{ readonly id: string; readonly callbackUrl: string }> => {
  const base = `/api/workspaces/${session.workspace}/providers`;
  const reserved = await session.send<RouteOutput<"reserveProvider">>("POST", `${base}/reserve`, {});
  emulator.registerApp({ ...app, redirectUris: [reserved.body.callbackUrl] });
  const settings: RouteBodyInput<"createProvider"> = {
    preset: "atlassian_cloud",
    name: "Atlassian",
    ...app,
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
      hostSuffix: ".atlassian.net",
    },
  };
  const { status, body } = await session.send<RouteOutput<"createProvider">>("POST", base, settings);
  if (status !== 200) throw new Error(`The provider was not created: ${JSON.stringify(body)}`);
  return { id: body.id, callbackUrl: body.callbackUrl };
};

export const createSharedCredential = async (
  session: DashboardSession,
  body: RouteBodyInput<"createCredential">,
): Promise<string> => {
  const path = `/api/workspaces/${session.workspace}/credentials`;
  const answer = await session.send<RouteOutput<"createCredential">>("POST", path, body);
  if (answer.status !== 200) throw new Error(`The credential was not stored: ${JSON.stringify(answer.body)}`);
  return answer.body.id;
};

export const siteName = demo.siteName;
