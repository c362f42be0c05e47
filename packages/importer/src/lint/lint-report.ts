/** Clients whose limits the lint knows. */
export const lintClients = ["claude", "claude-code", "cursor", "vscode", "chatgpt", "gemini"] as const;
export type LintClient = (typeof lintClients)[number];

export type LintRule =
  | "name-length"
  | "name-charset"
  | "name-duplicate"
  | "root-type"
  | "root-combinator"
  | "reference"
  | "property-key"
  | "schema-bytes"
  | "nesting"
  | "array-items"
  | "type-array"
  | "combinator"
  | "output-schema"
  | "description-missing"
  | "description-length"
  | "argument-undescribed"
  | "tool-count"
  | "list-tokens"
  | "credential-argument";

export interface LintFinding {
  readonly rule: LintRule;
  /** `error`: a listed client drops or refuses the tool; `warning`: it does worse with it; `info`: worth knowing. */
  readonly severity: "error" | "warning" | "info";
  readonly clients: readonly LintClient[];
  /** Name of the tool; absent where the finding is about the whole list. */
  readonly tool?: string;
  /** JSON pointer into the tool, e.g. `/inputSchema/properties/body`. */
  readonly at: string;
  readonly message: string;
  /** What can be done: by the owner in one step (`edit`), by choosing fewer tools (`select`), by search mode, or nothing. */
  readonly fix: { readonly kind: "edit" | "select" | "search_mode" | "none"; readonly label: string };
}

export interface ToolSize {
  readonly key: string;
  readonly name: string;
  /** Bytes of the tool in `tools/list`. */
  readonly bytes: number;
  /** Estimated tokens of the same. */
  readonly tokens: number;
  readonly schemaBytes: number;
  readonly schemaDepth: number;
  readonly findings: number;
}

/** How much of what a client takes a list uses up. */
export interface ListLimit {
  readonly unit: "tools" | "tokens";
  readonly used: number;
  readonly limit: number;
}

export interface ClientVerdict {
  readonly client: LintClient;
  readonly label: string;
  /** `ok`, `limited` (warnings) or `breaks` (errors). */
  readonly state: "ok" | "limited" | "breaks";
  readonly errors: number;
  readonly warnings: number;
  readonly summary: string;
  readonly limits: readonly ListLimit[];
}

/** Size and fitness of a tool list, per tool and per client. */
export interface LintReport {
  readonly totals: {
    readonly tools: number;
    /** Bytes of the whole `tools/list` result. */
    readonly listBytes: number;
    readonly listTokens: number;
    readonly largestSchemaBytes: number;
    readonly largestSchemaTool: string;
    readonly deepestSchema: number;
  };
  readonly tools: readonly ToolSize[];
  readonly clients: readonly ClientVerdict[];
  readonly findings: readonly LintFinding[];
}
