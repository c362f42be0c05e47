import { atlassianCloud, type ProviderConfigInput, type ProviderId } from "@breezeway/core";
import { demo, type Emulator } from "@breezeway/emulator";
import {
  createProvider,
  type DocumentToServe,
  publishServer,
  type StagedServer,
  type StagedWorkspace,
} from "./publish.ts";
import type { Stage } from "./stage.ts";

/** The Atlassian preset with its addresses at the emulator. */
export const emulatedAtlassian = ({ url, urls }: Emulator, clientId: string): ProviderConfigInput => ({
  preset: "atlassian_cloud",
  name: "Atlassian",
  clientId,
  ...atlassianCloud.defaults,
  tokenRequest: { format: "json", clientAuthentication: "post" },
  pkce: false,
  authorizeParameters: { audience: "api.atlassian.com", prompt: "consent" },
  authorizationEndpoint: urls.auth.authorize,
  tokenEndpoint: urls.auth.token,
  signInOrigins: [url],
  apiOrigins: [url],
  site: {
    variable: "cloudId",
    tenantInfoUrl: urls.site.tenantInfo,
    accessibleResourcesUrl: urls.api.accessibleResources,
    hostSuffix: ".atlassian.net",
  },
});

/** The emulator's own two documents, with the site left to the end user or fixed. */
export const emulatedDocuments = async (
  { urls }: Emulator,
  site: "grant" | "owner" = "owner",
): Promise<DocumentToServe[]> => {
  const variables = {
    cloudId:
      site === "owner" ? { from: "owner" as const, value: demo.cloudId } : { from: "grant" as const, name: "cloudId" },
  };
  return Promise.all(
    [
      { url: urls.documents.v2, baseUrl: urls.api.confluenceV2 },
      { url: urls.documents.v1, baseUrl: urls.api.confluenceV1 },
    ].map(async ({ url, baseUrl }) => ({ document: (await (await fetch(url)).json()) as object, baseUrl, variables })),
  );
};

export interface OAuthServer extends StagedServer {
  readonly providerId: ProviderId;
  readonly callbackUrl: string;
}

/** A server in `oauth` mode with a provider and an app of its own at the emulator, which approves at once. */
export const publishOAuthServer = async (
  stage: Stage,
  input: {
    readonly workspace: StagedWorkspace;
    readonly slug: string;
    readonly clientId?: string;
    readonly clientSecret?: string;
    readonly provider?: Partial<ProviderConfigInput>;
    readonly site?: "grant" | "owner";
  },
): Promise<OAuthServer> => {
  const clientId = input.clientId ?? `app-${input.workspace.slug}-${input.slug}`;
  const clientSecret = input.clientSecret ?? `secret-of-${clientId}-not-a-secret`;
  const providerId = await createProvider(stage, input.workspace, {
    config: { ...emulatedAtlassian(stage.emulator, clientId), ...input.provider },
    clientSecret,
  });
  const callbackUrl = `${stage.publicUrl}/oauth/callback/${providerId}`;
  if (input.clientId === undefined || input.clientSecret !== undefined)
    stage.emulator.registerApp({ clientId, clientSecret, redirectUris: [callbackUrl] });
  stage.emulator.setConsent("approve");
  const documents = await emulatedDocuments(stage.emulator, input.site);
  const server = await publishServer(stage, {
    workspace: input.workspace,
    slug: input.slug,
    documents,
    credential: (scopes) => ({ mode: "oauth", providerId, scopes: [...scopes, "offline_access"] }),
  });
  return { ...server, providerId, callbackUrl };
};
