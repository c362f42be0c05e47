export interface CorpusRow {
  readonly file: string;
  readonly dialect: string;
  readonly operations: number;
  readonly tools: number;
  readonly refused: readonly { readonly operation: string; readonly reason: string }[];
  readonly milliseconds: number;
  readonly peakMegabytes: number;
  readonly listBytes: number;
  readonly listTokens: number;
  readonly largestSchemaBytes: number;
  readonly largestSchemaTool: string;
  readonly findings: number;
  /** Operations that are neither tools nor refused with a reason. */
  readonly lost: number;
  readonly broken: readonly string[];
  /** The document as a whole was refused with a typed error. */
  readonly refusal?: string;
  /** Anything but a typed error. */
  readonly crash?: string;
}

export interface CorpusOutcome {
  readonly rows: readonly CorpusRow[];
  readonly crashes: number;
  readonly lost: number;
  readonly broken: number;
  /** 0 where nothing crashed, no operation was lost and no tool breaks a rule. */
  readonly exitCode: number;
}
