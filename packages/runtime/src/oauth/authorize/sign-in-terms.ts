// What a server's sign-in consists of: who asks the person, for which scopes, and which values are still open.
import { readOnlyScopes } from "@breezeway/core";
import type { ProviderAccess, ProviderId } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";
import { PageError } from "../errors/oauth-error.ts";
import type { FacadeContext } from "../facade-deps.ts";
import { releaseOrigins } from "../grant/origins.ts";

export type SignInTerms =
  | {
      readonly by: "provider";
      readonly providerId: ProviderId;
      readonly provider: ProviderAccess;
      readonly scopes: readonly string[];
    }
  | { readonly by: "user_key"; readonly settings: UserKeySettings }
  | { readonly by: "access_key" };

type Credential = ProtectedServer["release"]["manifest"]["credential"];
export type UserKeySettings = Extract<Credential, { mode: "user_key" }>;

/** Loads what the sign-in needs; throws `PageError` where the server offers none. */
export const loadSignInTerms = async (context: FacadeContext, server: ProtectedServer): Promise<SignInTerms> => {
  const { credential, access } = server.release.manifest;
  if (server.stopped) throw new PageError(503, "This server is paused", "Its owner has stopped it for now.");
  if (credential.mode === "user_key") return { by: "user_key", settings: credential };
  if (access === "access_key") return { by: "access_key" };
  if (credential.mode !== "oauth")
    throw new PageError(404, "There is no sign-in here", "This server takes its credential directly.");
  const provider = await context.loadProvider({ workspaceId: server.workspaceId, providerId: credential.providerId });
  if (!provider || !isUsable(context, server, provider)) throw notSetUp();
  return { by: "provider", providerId: credential.providerId, provider, scopes: credential.scopes };
};

/** A provider that names its API's origins gives no token to a server that calls others. */
const isUsable = (context: FacadeContext, server: ProtectedServer, { config }: ProviderAccess): boolean =>
  (config.apiOrigins === undefined || releaseOrigins(server).every((origin) => config.apiOrigins?.includes(origin))) &&
  (context.environment === "development" || new URL(config.authorizationEndpoint).protocol === "https:");

const notSetUp = (): PageError =>
  new PageError(
    503,
    "This server is not set up yet",
    "Its owner has to check the provider in the Breezeway dashboard.",
  );

/**
 * The server's scopes, narrowed to what reading needs where the person chose that. A client's own `scope` is not followed:
 * clients that answer a 403 ask for that operation's scopes alone and would lose the others. The answer names what was granted.
 * https://www.rfc-editor.org/rfc/rfc6749#section-3.3
 */
export const scopesToAsk = (
  server: ProtectedServer,
  { offered, readOnly }: { readonly offered: readonly string[]; readonly readOnly: boolean },
): readonly string[] => {
  const tools = [...server.release.tools.values()].map(({ definition }) => definition);
  return readOnly ? readOnlyScopes(offered, tools) : offered;
};
