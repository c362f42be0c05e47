import type { ReleaseId } from "@breezeway/core";
import { draftTicketHeader, draftUrl, sealDraftTicket } from "@breezeway/core";
import type { ServerRow } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { checkTokenOrigins } from "./check-token-origins.ts";

/** Where the draft is served, and the ticket that its address asks for: for this release, this member, one minute. */
export const issueDraftTicket = async (
  ctx: WorkspaceContext,
  input: {
    readonly server: Pick<ServerRow, "id" | "slug" | "epoch">;
    readonly releaseId: ReleaseId;
    readonly variables: Readonly<Record<string, string>>;
  },
): Promise<Pick<RouteOutput<"tryDraft">, "mcpUrl" | "ticket">> => {
  const { deps, workspace, actor } = ctx;
  const { server, releaseId, variables } = input;
  await checkTokenOrigins(ctx, releaseId);
  const { publicUrl, keyring } = deps.config;
  const mcpUrl = draftUrl({ publicUrl, workspaceSlug: workspace.slug, serverSlug: server.slug });
  const { ticket, expiresAtMs } = await sealDraftTicket({
    keyring,
    url: mcpUrl,
    nowMs: deps.clock(),
    claims: {
      workspaceId: workspace.id,
      serverId: server.id,
      releaseId,
      holder: actor.userId ?? "system",
      epoch: server.epoch,
      variables,
    },
  });
  return {
    mcpUrl,
    ticket: { header: draftTicketHeader, value: ticket, expiresAt: new Date(expiresAtMs).toISOString() },
  };
};
