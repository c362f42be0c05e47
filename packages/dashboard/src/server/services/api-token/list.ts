import type { ApiTokenRow } from "@breezeway/db";
import { listApiTokens } from "@breezeway/db";
import type { ApiTokenView } from "../../api/api-tokens.ts";
import type { WorkspaceContext } from "../../context.ts";
import { refuseTokens } from "./refuse-tokens.ts";

const tokenView = (row: ApiTokenRow): ApiTokenView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  scopes: row.scopes,
  createdAt: row.createdAt.toISOString(),
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});

export const listOwnTokens = async ({ ctx }: { ctx: WorkspaceContext }): Promise<{ tokens: ApiTokenView[] }> => {
  const userId = refuseTokens(ctx);
  const rows = await ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, (tx) =>
    listApiTokens(tx, userId),
  );
  return { tokens: rows.map(tokenView) };
};
