import type { ProviderConfig, ProviderId } from "@breezeway/core";
import { providerConfig } from "@breezeway/core";
import type { ProviderRow, WorkspaceTx } from "@breezeway/db";
import { getProvider, listServersUsing } from "@breezeway/db";
import type { ProviderView } from "../../api/credentials.ts";
import type { Deps } from "../../context.ts";
import { notFound } from "../refusals.ts";

export const callbackUrl = ({ config }: Deps, id: ProviderId): string => `${config.publicUrl}/oauth/callback/${id}`;

/** Where a client secret stands; moved to any other place it does not open. */
export const clientSecretPlace = (id: ProviderId, workspaceId: string) => ({
  table: "oauth_providers",
  column: "client_secret",
  rowId: id,
  workspaceId,
});

export const providerView = async (tx: WorkspaceTx, deps: Deps, row: ProviderRow): Promise<ProviderView> => ({
  ...providerConfig.parse(row.settings),
  id: row.id,
  callbackUrl: callbackUrl(deps, row.id),
  byOperator: false,
  secretSetAt: row.secretSetAt?.toISOString() ?? null,
  refusedAt: row.lastRefusedAt?.toISOString() ?? null,
  usedBy: [...(await listServersUsing(tx, row.id))],
  createdAt: row.createdAt.toISOString(),
});

/** The operator's own client id is no workspace's business beyond being in the authorize URL. */
export const operatorProviderView = async (
  tx: WorkspaceTx,
  deps: Deps,
  id: ProviderId,
  config: ProviderConfig,
): Promise<ProviderView> => ({
  ...config,
  id,
  callbackUrl: callbackUrl(deps, id),
  byOperator: true,
  secretSetAt: null,
  refusedAt: null,
  usedBy: [...(await listServersUsing(tx, id))],
  createdAt: new Date(0).toISOString(),
});

export const readProvider = async (tx: WorkspaceTx, id: string): Promise<ProviderRow> => {
  const row = await getProvider(tx, id);
  if (!row) throw notFound();
  return row;
};
