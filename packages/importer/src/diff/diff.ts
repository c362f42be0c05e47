import type { JsonValue, ToolOverride } from "@breezeway/core";

export type ToolChangeKind =
  | "argument_added"
  | "argument_removed"
  | "argument_required"
  | "argument_optional"
  | "type_narrowed"
  | "type_widened"
  | "type_changed"
  | "enum_narrowed"
  | "enum_widened"
  | "default_changed"
  | "argument_described"
  | "argument_moved"
  | "body_changed"
  | "scope_added"
  | "scope_removed"
  | "path_changed"
  | "method_changed"
  | "server_changed"
  | "description_changed"
  | "annotations_changed"
  | "deprecated"
  | "tags_changed";

export interface ToolChange {
  readonly kind: ToolChangeKind;
  /** A caller that worked before can fail now. */
  readonly breaking: boolean;
  readonly argument?: string;
  readonly message: string;
}

export interface ToolIdentity {
  readonly key: string;
  readonly name: string;
}

export interface ChangedTool {
  readonly before: ToolIdentity;
  readonly after: ToolIdentity;
  readonly breaking: boolean;
  readonly changes: readonly ToolChange[];
}

export interface RenamedTool {
  readonly before: ToolIdentity;
  readonly after: ToolIdentity;
  /** Why the two are taken for one operation. */
  readonly matchedBy: "operation_id" | "method_and_path" | "shape";
}

/** An owner's edit that the new document touches. The edit stays in `overrides` unless `dropped`. */
export interface OverrideConflict {
  readonly key: string;
  readonly tool: string;
  readonly field: "tool" | "name" | "title" | "description" | "annotations" | "argument";
  readonly argument?: string;
  /** Which edit of the argument; absent for all of them. */
  readonly part?: "value" | "hidden" | "description";
  readonly message: string;
  /** `undecided`: both sides have something to say, and the owner chooses; the others are for information. */
  readonly resolution: "undecided" | "kept" | "dropped";
  /** The owner's value, and the document's: as it was when the edit was made, and as it is now. */
  readonly mine?: JsonValue;
  readonly before?: JsonValue;
  readonly theirs?: JsonValue;
}

/** What a re-import changes, and what becomes of the owner's edits. */
export interface Diff {
  readonly added: readonly ToolIdentity[];
  readonly removed: readonly ToolIdentity[];
  readonly renamed: readonly RenamedTool[];
  readonly changed: readonly ChangedTool[];
  readonly unchanged: number;
  /** Everything that can break a caller, removed tools included. */
  readonly breaking: readonly { readonly tool: ToolIdentity; readonly message: string }[];
  /** Scopes that the tools which are on need now and did not before, sorted. */
  readonly addedScopes: readonly string[];
  readonly overrides: {
    /** Edits under the new keys, ready to store. */
    readonly carried: Readonly<Record<string, ToolOverride>>;
    readonly conflicts: readonly OverrideConflict[];
  };
}
