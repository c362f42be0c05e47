import type { JsonSchema, JsonValue, ServerId, SourceId, SourceVariable, WorkspaceId } from "@breezeway/core";
import { and, asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { UnscopedTx, WorkspaceTx } from "../../database/scope.ts";
import { documents, sources, tools } from "../../schema/servers.ts";
import { importVersionSql } from "./import-version.ts";

export interface SourceDrift {
  readonly found: boolean;
  readonly error: string | null;
}

export interface SourceRow {
  readonly id: SourceId;
  readonly serverId: ServerId;
  readonly position: number;
  readonly title: string;
  readonly kind: "url" | "upload" | "preset";
  readonly documentUrl: string | null;
  /** Of an upload. */
  readonly fileName: string | null;
  readonly documentHash: string;
  readonly documentTitle: string;
  readonly documentVersion: string;
  readonly dialect: string;
  readonly bytes: number;
  readonly baseUrl: string;
  readonly variables: Record<string, SourceVariable>;
  readonly etag: string | null;
  readonly checkEveryHours: number | null;
  readonly checkedAt: Date | null;
  readonly drift: SourceDrift | null;
  readonly importedAt: Date;
  /** How many tools it made. */
  readonly tools: number;
  /** Another one after each import. */
  readonly importVersion: string;
}

/** What an import made can be megabytes: it is read where it is needed, not with every list. */
const {
  definitions: _definitions,
  securitySchemes: _schemes,
  issues: _issues,
  refused: _refused,
  ...listedColumns
} = getTableColumns(sources);

export const listSources = async (tx: WorkspaceTx, serverId: ServerId): Promise<SourceRow[]> => {
  const rows = await tx.orm
    .select({
      source: listedColumns,
      importVersion: importVersionSql,
      bytes: documents.bytes,
      tools: sql<number>`(SELECT count(*)::integer FROM ${tools} WHERE ${tools.sourceId} = ${sources.id})`,
    })
    .from(sources)
    .innerJoin(documents, and(eq(documents.workspaceId, sources.workspaceId), eq(documents.hash, sources.documentHash)))
    .where(and(eq(sources.workspaceId, tx.workspaceId), eq(sources.serverId, serverId)))
    .orderBy(asc(sources.position), asc(sources.id));
  return rows.map(({ source, bytes, importVersion, tools: toolCount }) => ({
    ...source,
    importVersion,
    tools: toolCount,
    id: source.id as SourceId,
    serverId: source.serverId as ServerId,
    bytes,
    fileName: typeof source.selection["fileName"] === "string" ? source.selection["fileName"] : null,
    drift: readDrift(source.drift),
  }));
};

const readDrift = (drift: (typeof sources.$inferSelect)["drift"]): SourceDrift | null =>
  drift && {
    found: drift["found"] === true,
    error: typeof drift["error"] === "string" ? drift["error"] : null,
  };

/** What one import made of a document, but for the tools. */
export interface ImportedDocumentRow {
  readonly documentUrl: string | null;
  readonly fileName: string | null;
  readonly documentHash: string;
  readonly documentTitle: string;
  readonly documentVersion: string;
  readonly dialect: string;
  readonly definitions: Record<string, JsonSchema>;
  readonly securitySchemes: readonly JsonValue[];
  readonly issues: readonly JsonValue[];
  readonly refused: readonly JsonValue[];
  readonly etag: string | null;
  readonly importedAt: Date;
}

const columnsOf = ({ fileName, securitySchemes, issues, refused, ...rest }: ImportedDocumentRow) => ({
  ...rest,
  selection: fileName === null ? {} : { fileName },
  securitySchemes: [...securitySchemes],
  issues: [...issues],
  refused: [...refused],
});

export const insertSource = async (
  tx: WorkspaceTx,
  input: {
    readonly id: SourceId;
    readonly serverId: ServerId;
    readonly position: number;
    readonly title: string;
    readonly kind: SourceRow["kind"];
    readonly baseUrl: string;
    readonly variables: Record<string, SourceVariable>;
    readonly imported: ImportedDocumentRow;
  },
): Promise<void> => {
  const { imported, ...source } = input;
  await tx.orm.insert(sources).values({
    ...source,
    ...columnsOf(imported),
    workspaceId: tx.workspaceId,
    createdAt: imported.importedAt,
  });
};

/** Puts a new import in the place of the old one. */
export const replaceImport = async (
  tx: WorkspaceTx,
  input: { readonly id: SourceId; readonly kind: SourceRow["kind"]; readonly imported: ImportedDocumentRow },
): Promise<void> => {
  await tx.orm
    .update(sources)
    .set({ kind: input.kind, ...columnsOf(input.imported), drift: null })
    .where(and(eq(sources.workspaceId, tx.workspaceId), eq(sources.id, input.id)));
};

export const updateSource = async (
  tx: WorkspaceTx,
  input: {
    readonly id: SourceId;
    readonly changes: {
      readonly title?: string;
      readonly baseUrl?: string;
      readonly variables?: Record<string, SourceVariable>;
      readonly checkEveryHours?: number | null;
      readonly checkedAt?: Date;
      readonly drift?: SourceDrift | null;
    };
  },
): Promise<void> => {
  const { drift, ...changes } = input.changes;
  await tx.orm
    .update(sources)
    .set({ ...changes, ...(drift !== undefined && { drift: drift === null ? null : { ...drift } }) })
    .where(and(eq(sources.workspaceId, tx.workspaceId), eq(sources.id, input.id)));
};

export const deleteSource = async (tx: WorkspaceTx, id: SourceId): Promise<void> => {
  await tx.orm.delete(sources).where(and(eq(sources.workspaceId, tx.workspaceId), eq(sources.id, id)));
};

/** Takes the sources that are due to be looked at; another replica does not get the same ones. */
export const takeDueSourceChecks = async (
  tx: UnscopedTx,
): Promise<
  readonly { readonly workspaceId: WorkspaceId; readonly serverId: ServerId; readonly sourceId: SourceId }[]
> => {
  const rows = await tx.sql<{ workspace_id: WorkspaceId; server_id: ServerId; source_id: SourceId }[]>`
    SELECT workspace_id, server_id, source_id FROM take_due_source_checks()`;
  return rows.map((row) => ({ workspaceId: row.workspace_id, serverId: row.server_id, sourceId: row.source_id }));
};
