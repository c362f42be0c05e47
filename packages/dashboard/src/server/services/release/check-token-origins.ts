import type { ReleaseId } from "@breezeway/core";
import { manifestOrigins, providerConfig, releaseManifest, ServiceError } from "@breezeway/core";
import { getProvider, loadRelease } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { notFound } from "../refusals.ts";

/** As at sign-in: a provider that names its API's origins has no token for a draft that calls others. */
export const checkTokenOrigins = (ctx: WorkspaceContext, releaseId: ReleaseId): Promise<void> =>
  ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    const stored = await loadRelease(tx, { releaseId });
    if (stored === undefined) throw notFound();
    const manifest = releaseManifest.parse(JSON.parse(stored.manifest));
    if (manifest.credential.mode !== "oauth") return;
    const { providerId } = manifest.credential;
    const shared = ctx.deps.operatorProviders.get(providerId)?.config;
    const config = shared ?? providerConfig.parse((await getProvider(tx, providerId))?.settings);
    const foreign = manifestOrigins(manifest).find((origin) => config.apiOrigins?.includes(origin) === false);
    if (foreign !== undefined)
      throw new ServiceError("conflict", {
        message: `Tokens of ${config.name} may not be sent to ${foreign}. Change the base URL, or the provider's API origins.`,
      });
  });
