import type { CredentialSettings, KeyPlacement, Secret } from "@breezeway/core";
import { isServiceError, openSecret, providerConfig, providerId, requestTokens, ServiceError } from "@breezeway/core";
import type { ServerRow, SourceRow, WorkspaceTx } from "@breezeway/db";
import { listSources, loadCredential, loadProvider } from "@breezeway/db";
import type { TestStep } from "../../api/credentials.ts";
import { throttle } from "../../auth/throttle.ts";
import type { Deps, WorkspaceContext } from "../../context.ts";
import { clientSecretPlace } from "../provider/provider-view.ts";
import { settleCredential } from "../server/settle-credential.ts";
import { readServer } from "../server/read-server.ts";
import { credentialPlace } from "./credential-view.ts";

interface Prepared {
  readonly settings: CredentialSettings;
  readonly source: SourceRow;
  readonly secret: Secret | undefined;
  readonly provider: Parameters<typeof requestTokens>[1] | undefined;
}

/** One GET with the owner's shared credential, or a service account's fresh token. The answer's body is not looked at. */
export const testCredential = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly server: string; readonly path?: string | undefined };
}): Promise<{ steps: TestStep[] }> => {
  await throttle(ctx.deps, "connection_test", ctx.workspace.id);
  const prepared = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) =>
    prepare(tx, ctx, await readServer(tx, input.server)),
  );
  const steps: TestStep[] = [];
  const headers = await credentialHeaders(ctx.deps, prepared, steps);
  if (headers === undefined) return { steps };
  steps.push(await testCall(ctx.deps, prepared, { path: input.path ?? "", ...headers }));
  return { steps };
};

const prepare = async (
  tx: WorkspaceTx,
  { deps, workspace }: WorkspaceContext,
  server: ServerRow,
): Promise<Prepared> => {
  const settings = settleCredential(server.credential, []);
  const [source] = await listSources(tx, server.id);
  if (!settings || !source)
    throw new ServiceError("conflict", { message: "Choose the provider or the credential first." });
  const { keyring } = deps.config;
  if ("credentialId" in settings) {
    const stored = await loadCredential(tx, { credentialId: settings.credentialId });
    const secret = stored && openSecret(keyring, credentialPlace(stored.id, workspace.id), stored.secret);
    return { settings, source, secret, provider: undefined };
  }
  if (settings.mode !== "client_credentials")
    throw new ServiceError("conflict", {
      message: "In this mode each user brings a credential: there is none to test.",
    });
  const id = providerId.schema.parse(settings.providerId);
  const offered = deps.operatorProviders.get(id);
  const stored = offered ? undefined : await loadProvider(tx, { providerId: id });
  const clientSecret =
    stored?.clientSecret && openSecret(keyring, clientSecretPlace(stored.id, workspace.id), stored.clientSecret);
  const own = stored && { config: providerConfig.parse(stored.settings), ...(clientSecret && { clientSecret }) };
  return { settings, source, secret: undefined, provider: offered ?? own };
};

interface Carried {
  readonly headers: Record<string, string>;
  readonly query?: Record<string, string>;
}

const credentialHeaders = async (
  deps: Deps,
  { settings, secret, provider }: Prepared,
  steps: TestStep[],
): Promise<Carried | undefined> => {
  switch (settings.mode) {
    case "bearer":
      return secret && { headers: { authorization: `Bearer ${secret.reveal()}` } };
    case "basic":
      return secret && { headers: { authorization: `Basic ${Buffer.from(secret.reveal()).toString("base64")}` } };
    case "api_key":
      return secret && placeKey(settings.placement, secret);
    case "client_credentials": {
      if (!provider) return undefined;
      const result = await requestTokens(deps.egress, provider, {
        type: "client_credentials",
        scopes: settings.scopes,
      });
      steps.push(
        result.ok
          ? { step: "exchange", state: "ok", text: "The provider gave a token." }
          : {
              step: "exchange",
              state: "failed",
              text: `The provider gave no token (${result.error ?? result.reason}).`,
            },
      );
      return result.ok ? { headers: { authorization: `Bearer ${result.tokens.accessToken.reveal()}` } } : undefined;
    }
    case "oauth":
    case "passthrough":
    case "user_key":
    case "none":
      return undefined;
  }
};

const placeKey = ({ in: place, name }: KeyPlacement, secret: Secret): Carried => {
  switch (place) {
    case "header":
      return { headers: { [name.toLowerCase()]: secret.reveal() } };
    case "cookie":
      return { headers: { cookie: `${name}=${encodeURIComponent(secret.reveal())}` } };
    case "query":
      return { headers: {}, query: { [name]: secret.reveal() } };
  }
};

const testCall = async (
  { egress }: Deps,
  { source }: Prepared,
  { path, headers, query }: Carried & { readonly path: string },
): Promise<TestStep> => {
  const base = source.baseUrl.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) => {
    const variable = source.variables[name];
    return variable?.from === "owner" ? variable.value : whole;
  });
  const url = URL.parse(`${base}${path}`);
  const expected = URL.parse(base);
  if (!url || !expected || url.origin !== expected.origin || url.href.includes("%7B"))
    return { step: "call", state: "failed", text: "The address of the API is not complete, or the path leaves it." };
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  try {
    const { status } = await egress.request({
      method: "GET",
      url,
      headers: { accept: "application/json", ...headers },
      deadlineMs: 10_000,
      maxResponseBytes: 5_000_000,
    });
    if (status === 401 || status === 403)
      return { step: "call", state: "failed", text: `The API refused the credential (${status}).` };
    return { step: "call", state: "ok", text: `The API answered ${status}; the credential was not refused.` };
  } catch (error) {
    if (!isServiceError(error)) throw error;
    return { step: "call", state: "failed", text: error.message };
  }
};
