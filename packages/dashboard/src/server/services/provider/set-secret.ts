import { providerConfig, sealSecret, Secret } from "@breezeway/core";
import { setProviderSecret } from "@breezeway/db";
import type { ProviderView } from "../../api/credentials.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { clientSecretPlace, providerView, readProvider } from "./provider-view.ts";

/** Used at the next sign-in; no publish is needed. */
export const setClientSecret = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string; readonly clientSecret: string };
}): Promise<ProviderView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const { id, secretSetAt, settings } = await readProvider(tx, input.providerId);
    const place = clientSecretPlace(id, ctx.workspace.id);
    const clientSecret = sealSecret(ctx.deps.config.keyring, place, Secret.of(input.clientSecret));
    await setProviderSecret(tx, { id, clientSecret, now });
    return {
      result: await providerView(tx, ctx.deps, await readProvider(tx, id)),
      changes: [
        {
          kind: "provider.secret_set",
          subject: providerConfig.parse(settings).name,
          before: { provider: id, secretSetAt: secretSetAt?.toISOString() ?? null },
          after: { provider: id, secretSetAt: now.toISOString() },
        },
      ],
      feed: [{ kind: "provider.changed", payload: { providerId: id } }],
    };
  });
