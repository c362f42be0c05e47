import type { ServerRow, SourceRow, WorkspaceTx } from "@breezeway/db";
import {
  countRecentCalls,
  countTools,
  getWorkspace,
  listEnabledScopes,
  listReleases,
  listSources,
} from "@breezeway/db";
import type { ServerSummary, ServerView, SourceView } from "../../api/servers.ts";
import type { WorkspaceContext } from "../../context.ts";
import { settingsVersion } from "../settings-version.ts";
import { findMissing } from "./missing.ts";
import { driftSchedule, serverSettings, sourceSettings } from "./server-settings.ts";

export const mcpUrl = (ctx: WorkspaceContext, serverSlug: string): string =>
  `${ctx.deps.config.publicUrl}/mcp/${ctx.workspace.slug}/${serverSlug}`;

export const serverStatus = (server: ServerRow): ServerSummary["status"] => {
  if (server.stoppedAt !== null) return "stopped";
  if (server.liveReleaseId === null) return "draft";
  const isChanged = server.publishedAt === null || server.draftChangedAt > server.publishedAt;
  return isChanged ? "changed" : "live";
};

export const summaryView = (
  ctx: WorkspaceContext,
  server: ServerRow,
  counts: {
    readonly tools: { readonly total: number; readonly enabled: number } | undefined;
    readonly live: { readonly number: number; readonly createdAt: Date } | undefined;
    readonly calls: number;
  },
): ServerSummary => ({
  id: server.id,
  slug: server.slug,
  name: server.name,
  description: server.description,
  iconUrl: server.iconUrl,
  status: serverStatus(server),
  mode: server.credential.mode,
  mcpUrl: mcpUrl(ctx, server.slug),
  toolsEnabled: counts.tools?.enabled ?? 0,
  toolsTotal: counts.tools?.total ?? 0,
  liveReleaseNumber: counts.live?.number ?? null,
  lastPublishedAt: counts.live?.createdAt.toISOString() ?? null,
  callsLastDay: counts.calls,
  updatedAt: server.updatedAt.toISOString(),
});

export const readServerView = async (
  tx: WorkspaceTx,
  ctx: WorkspaceContext,
  server: ServerRow,
): Promise<ServerView> => {
  const [tools, sources, workspace, calls] = [
    (await countTools(tx)).get(server.id),
    await listSources(tx, server.id),
    await getWorkspace(tx),
    (await countRecentCalls(tx, new Date(ctx.deps.clock()))).get(server.id) ?? 0,
  ];
  const history = server.liveReleaseId === null ? [] : await listReleases(tx, { serverId: server.id, limit: 500 });
  const live = history.find(({ id }) => id === server.liveReleaseId);
  return {
    ...summaryView(ctx, server, { tools, live, calls }),
    version: settingsVersion(serverSettings(server)),
    instructions: server.instructions,
    websiteUrl: server.websiteUrl,
    slugFixed: server.firstPublishedAt !== null,
    credential: server.credential,
    access: server.access,
    presentation: server.presentation,
    policy: server.policy,
    sources: sources.map((source) => sourceView(source)),
    computedScopes: await listEnabledScopes(tx, server.id),
    stoppedAt: server.stoppedAt?.toISOString() ?? null,
    stopReason: server.stopReason,
    workspaceStopped: workspace?.stoppedAt !== null,
    liveReleaseId: server.liveReleaseId,
    createdAt: server.createdAt.toISOString(),
    missing: findMissing({ server, sources, toolsEnabled: tools?.enabled ?? 0 }),
  };
};

export const sourceView = (source: SourceRow): SourceView => ({
  id: source.id,
  version: settingsVersion(sourceSettings(source)),
  title: source.title,
  kind: source.kind,
  url: source.documentUrl,
  fileName: source.fileName,
  documentVersion: source.documentVersion,
  dialect: source.dialect,
  documentHash: source.documentHash,
  bytes: source.bytes,
  baseUrl: source.baseUrl,
  variables: source.variables,
  tools: source.tools,
  importedAt: source.importedAt.toISOString(),
  drift: {
    schedule: driftSchedule(source),
    checkedAt: source.checkedAt?.toISOString() ?? null,
    found: source.drift?.found ?? false,
    error: source.drift?.error ?? null,
  },
});
