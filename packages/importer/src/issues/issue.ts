/** What an issue is about, as a closed set. */
export type IssueCode =
  | "operation_refused"
  | "reference_broken"
  | "reference_refused"
  | "schema_cut"
  | "key_renamed"
  | "argument_renamed"
  | "argument_dropped"
  | "name_changed"
  | "duplicate_operation_id"
  | "body_kept_whole"
  | "body_merged"
  | "media_type_chosen"
  | "server_needs_value"
  | "document_repaired"
  | "webhooks_ignored"
  | "more_issues";

/** Something the owner should know about an import: never silent, never fatal for the document. */
export interface Issue {
  readonly severity: "error" | "warning" | "info";
  readonly code: IssueCode;
  /** JSON pointer into the document, `#` for its root. In documents of several files: `file#/pointer`. */
  readonly pointer: string;
  /** What was found and what became of it. */
  readonly message: string;
  /** What the owner can do about it. */
  readonly advice: string;
  /** Stable key of the operation concerned. */
  readonly operation?: string;
}

/** An operation that did not become a tool. */
export interface RefusedOperation {
  /** Stable key: the operationId, else `METHOD /path`. */
  readonly operation: string;
  readonly pointer: string;
  readonly reason: string;
}
