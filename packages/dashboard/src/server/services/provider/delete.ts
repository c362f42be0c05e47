import { providerConfig, ServiceError } from "@breezeway/core";
import { deleteProvider, listServersUsing } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { providerColumns } from "./provider-columns.ts";
import { readProvider } from "./provider-view.ts";

export const removeProvider = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string };
}): Promise<void> =>
  changeWorkspace(ctx, async (tx) => {
    const row = await readProvider(tx, input.providerId);
    const [user] = await listServersUsing(tx, row.id);
    if (user)
      throw new ServiceError("conflict", { message: `${user.name} uses this provider. Give it another one first.` });
    await deleteProvider(tx, row.id);
    const config = providerConfig.parse(row.settings);
    return {
      result: undefined,
      changes: [
        {
          kind: "provider.deleted",
          subject: config.name,
          before: { provider: row.id, ...providerColumns(config).settings },
        },
      ],
      feed: [{ kind: "provider.changed", payload: { providerId: row.id } }],
    };
  });
