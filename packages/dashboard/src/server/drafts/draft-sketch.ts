import type { SourceId, ToolOverride, WorkspaceId } from "@breezeway/core";
import type { DraftSourceRow, ServerRow } from "@breezeway/db";

/** The settings of a server that a release is made of. */
export type DraftServer = Pick<
  ServerRow,
  | "id"
  | "slug"
  | "name"
  | "description"
  | "instructions"
  | "iconUrl"
  | "websiteUrl"
  | "credential"
  | "access"
  | "presentation"
  | "policy"
>;

export interface DraftEdit {
  readonly sourceId: SourceId;
  readonly key: string;
  readonly override: ToolOverride;
}

/** What owners change of a draft, and which imports it stands on. Small; the imports themselves are not. */
export interface DraftSketch {
  readonly workspace: { readonly id: WorkspaceId; readonly slug: string };
  readonly server: DraftServer;
  readonly sources: readonly DraftSourceRow[];
  /** Sorted by source and key. */
  readonly edits: readonly DraftEdit[];
}
