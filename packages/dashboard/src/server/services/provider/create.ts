import type { ProviderConfig } from "@breezeway/core";
import { sealSecret, Secret, ServiceError } from "@breezeway/core";
import { insertProvider, listProviders } from "@breezeway/db";
import type { ProviderView } from "../../api/credentials.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { checkEndpoints, providerColumns } from "./provider-columns.ts";
import { clientSecretPlace, providerView, readProvider } from "./provider-view.ts";
import { readReservation } from "./reserve.ts";

export const createProvider = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: {
    readonly config: ProviderConfig;
    readonly clientSecret?: string | undefined;
    readonly reservation?: string | undefined;
  };
}): Promise<ProviderView> => {
  const { config, clientSecret } = input;
  const id = readReservation(ctx, input.reservation);
  checkEndpoints(ctx.deps, config);
  return changeWorkspace(ctx, async (tx, now) => {
    checkRoom("providers", (await listProviders(tx)).length);
    const place = clientSecretPlace(id, ctx.workspace.id);
    const isNew = await insertProvider(tx, {
      ...providerColumns(config),
      id,
      clientSecret:
        clientSecret === undefined ? null : sealSecret(ctx.deps.config.keyring, place, Secret.of(clientSecret)),
      now,
    });
    if (!isNew) throw new ServiceError("conflict", { message: "This callback URL belongs to a provider already." });
    return {
      result: await providerView(tx, ctx.deps, await readProvider(tx, id)),
      changes: [
        {
          kind: "provider.created",
          subject: config.name,
          after: { provider: id, ...providerColumns(config).settings, secretSet: clientSecret !== undefined },
        },
      ],
    };
  });
};
