import {
  buildAuthorizeUrl,
  discoverProvider,
  isServiceError,
  openSecret,
  providerConfig,
  requestTokens,
  Secret,
} from "@breezeway/core";
import type { ProviderAccess } from "@breezeway/core";
import { loadProvider } from "@breezeway/db";
import type { TestStep } from "../../api/credentials.ts";
import type { Deps, WorkspaceContext } from "../../context.ts";
import { throttle } from "../../auth/throttle.ts";
import { callbackUrl, clientSecretPlace, readProvider } from "./provider-view.ts";

/** As far as a test goes without a user: metadata, the authorize page, and whether the provider knows the client. */
export const testProvider = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string };
}): Promise<{ steps: TestStep[] }> => {
  const { deps, workspace } = ctx;
  await throttle(deps, "connection_test", workspace.id);
  const { id, access } = await deps.database.inWorkspace({ workspaceId: workspace.id }, async (tx) => {
    const row = await readProvider(tx, input.providerId);
    const secret = (await loadProvider(tx, { providerId: row.id }))?.clientSecret;
    const opened = secret && openSecret(deps.config.keyring, clientSecretPlace(row.id, workspace.id), secret);
    const config = providerConfig.parse(row.settings);
    return { id: row.id, access: { config, ...(opened && { clientSecret: opened }) } };
  });
  const callback = callbackUrl(deps, id);
  return {
    steps: [
      await testDiscovery(deps, access),
      await testRedirect(deps, access, callback),
      await testExchange(deps, access, callback),
      { step: "call", state: "todo", text: "Sign in with a client, or use Try it, to make a first call." },
    ],
  };
};

const testDiscovery = async ({ egress }: Deps, { config }: ProviderAccess): Promise<TestStep> => {
  const step = "discovery";
  if (config.issuer === undefined)
    return { step, state: "skipped", text: "The provider's addresses were given by hand or by a preset." };
  try {
    const found = await discoverProvider(egress, config.issuer);
    const isSame =
      found.authorization_endpoint === config.authorizationEndpoint && found.token_endpoint === config.tokenEndpoint;
    return isSame
      ? { step, state: "ok", text: "The provider's metadata agrees with the settings." }
      : { step, state: "failed", text: "The provider's metadata names other addresses than the settings." };
  } catch (error) {
    return failedStep(step, error);
  }
};

const testRedirect = async ({ egress }: Deps, access: ProviderAccess, callback: string): Promise<TestStep> => {
  const step = "redirect";
  const url = buildAuthorizeUrl({
    provider: access.config,
    callbackUrl: callback,
    state: "connection-test",
    scopes: [],
    ...(access.config.pkce && { codeChallenge: "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM" }),
  });
  try {
    const { status } = await egress.request({ method: "GET", url, deadlineMs: 10_000, maxResponseBytes: 1_000_000 });
    return status < 400
      ? { step, state: "ok", text: "The sign-in page answers." }
      : {
          step,
          state: "failed",
          text: `The sign-in page answers ${status}. Check the client ID, and that ${callback} is registered as it stands.`,
        };
  } catch (error) {
    return failedStep(step, error);
  }
};

/** A made-up code must be refused as such; a provider that does not know the client says so instead. */
const testExchange = async ({ egress }: Deps, access: ProviderAccess, callback: string): Promise<TestStep> => {
  const step = "exchange";
  const result = await requestTokens(egress, access, {
    type: "authorization_code",
    code: Secret.of("breezeway-connection-test"),
    callbackUrl: callback,
    ...(access.config.pkce && { codeVerifier: Secret.of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") }),
  });
  if (result.ok) return { step, state: "failed", text: "The provider accepted a made-up code." };
  switch (result.reason) {
    case "refused":
      return { step, state: "ok", text: "The provider knows this client and refused a made-up code, as it should." };
    case "misconfigured":
      return {
        step,
        state: "failed",
        text: `The provider refused this client (${result.error ?? "no reason given"}). Check client ID and secret.`,
      };
    case "unavailable":
      return { step, state: "failed", text: "The token endpoint did not answer. Check its address, or try later." };
  }
};

const failedStep = (step: TestStep["step"], error: unknown): TestStep => {
  if (!isServiceError(error)) throw error;
  return { step, state: "failed", text: error.message };
};
