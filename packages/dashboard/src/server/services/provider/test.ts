import type { ProviderAccess, ProviderId } from "@breezeway/core";
import { openSecret, providerConfig, providerId, testProviderSettings } from "@breezeway/core";
import { loadProvider } from "@breezeway/db";
import type { TestStep } from "../../api/credentials.ts";
import { throttle } from "../../auth/throttle.ts";
import type { WorkspaceContext } from "../../context.ts";
import { callbackUrl, clientSecretPlace, readProvider } from "./provider-view.ts";

/** A provider of the workspace or the operator with its secret: for speaking to the provider, never for an answer. */
export const openProvider = async (
  { deps, workspace }: WorkspaceContext,
  id: string,
): Promise<{ readonly id: ProviderId; readonly access: ProviderAccess }> => {
  const named = providerId.schema.safeParse(id).data;
  const offered = named && deps.operatorProviders.get(named);
  if (named && offered) return { id: named, access: offered };
  return deps.database.inWorkspace({ workspaceId: workspace.id }, async (tx) => {
    const row = await readProvider(tx, id);
    const sealed = (await loadProvider(tx, { providerId: row.id }))?.clientSecret;
    const clientSecret = sealed && openSecret(deps.config.keyring, clientSecretPlace(row.id, workspace.id), sealed);
    const config = providerConfig.parse(row.settings);
    return { id: row.id, access: { config, ...(clientSecret && { clientSecret }) } };
  });
};

/** As far as a test goes without a person. */
export const testProvider = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string };
}): Promise<{ steps: TestStep[] }> => {
  await throttle(ctx.deps, "connection_test", ctx.workspace.id);
  const { id, access } = await openProvider(ctx, input.providerId);
  return { steps: [...(await testProviderSettings(ctx.deps.egress, access, callbackUrl(ctx.deps, id)))] };
};
