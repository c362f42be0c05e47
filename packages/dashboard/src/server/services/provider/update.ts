import { isDeepStrictEqual } from "node:util";
import { providerConfig, ServiceError } from "@breezeway/core";
import { updateProvider } from "@breezeway/db";
import type { ProviderView } from "../../api/credentials.ts";
import type { RouteBody } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkEndpoints, providerColumns } from "./provider-columns.ts";
import { providerView, readProvider } from "./provider-view.ts";

/** A client secret goes to the token endpoint: when that moves, the secret is asked for again. */
export const updateProviderSettings = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly providerId: string; readonly settings: RouteBody<"updateProvider"> };
}): Promise<ProviderView> =>
  changeWorkspace(ctx, async (tx, now) => {
    const row = await readProvider(tx, input.providerId);
    const before = providerConfig.parse(row.settings);
    const given = Object.entries(input.settings).filter(([, value]) => value !== undefined);
    const parsed = providerConfig.safeParse({ ...before, ...Object.fromEntries(given) });
    if (!parsed.success)
      throw new ServiceError("invalid_input", {
        message: parsed.error.issues[0]?.message ?? "The settings are not valid.",
        at: parsed.error.issues[0]?.path.join(".") ?? "",
      });
    const config = parsed.data;
    checkEndpoints(ctx.deps, config);
    if (isDeepStrictEqual(before, config)) return { result: await providerView(tx, ctx.deps, row), changes: [] };
    const hasMoved = new URL(before.tokenEndpoint).origin !== new URL(config.tokenEndpoint).origin;
    if (hasMoved && row.secretSetAt !== null)
      throw new ServiceError("conflict", {
        message:
          "The token endpoint would move to another host, and the client secret with it. Make a new provider instead.",
        at: "tokenEndpoint",
      });
    await updateProvider(tx, { ...providerColumns(config), id: row.id, now });
    return {
      result: await providerView(tx, ctx.deps, await readProvider(tx, row.id)),
      changes: [
        {
          kind: "provider.updated",
          subject: config.name,
          before: providerColumns(before).settings,
          after: providerColumns(config).settings,
        },
      ],
      feed: [{ kind: "provider.changed", payload: { providerId: row.id } }],
    };
  });
