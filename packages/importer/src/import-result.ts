import type { GeneratedTool, JsonSchema } from "@breezeway/core";
import type { Issue, RefusedOperation } from "./issues/issue.ts";
import type { LintReport } from "./lint/lint-report.ts";
import type { SuggestedSelection } from "./selection/selection.ts";

/** Where an import stands. */
export type ImportStage = "load" | "parse" | "bundle" | "tools" | "lint";

export type Dialect = "2.0" | "3.0" | "3.1" | "3.2";

export interface ImportedDocument {
  readonly title: string;
  readonly version: string;
  readonly description: string;
  readonly dialect: Dialect;
  /** SHA-256 of the bytes that were read, hex. */
  readonly hash: string;
  readonly bytes: number;
  /** Files read, the root document included. */
  readonly files: number;
  readonly format: "json" | "yaml";
  /** Where the document was found, after discovery and redirects. */
  readonly url?: string;
  readonly etag?: string;
  readonly lastModified?: string;
}

/** A server that the document names. */
export interface DocumentServer {
  /** Absolute where it can be, no trailing slash; `{variables}` stay. */
  readonly url: string;
  readonly description: string;
  readonly variables: readonly {
    readonly name: string;
    readonly default: string;
    readonly description: string;
    readonly enum?: readonly string[];
  }[];
  /** The owner has to say more before it can be called: a placeholder host, a relative address, a variable without a value. */
  readonly needsOwner: boolean;
}

/** A security scheme of the document, in the terms of the credential modes. */
export interface DocumentSecurityScheme {
  readonly name: string;
  readonly type: "bearer" | "basic" | "api_key" | "oauth2" | "openid" | "mutual_tls" | "other";
  readonly description: string;
  readonly placement?: { readonly in: "header" | "query" | "cookie"; readonly name: string };
  readonly openIdUrl?: string;
  readonly flows: readonly {
    readonly grant: "authorization_code" | "client_credentials" | "implicit" | "password" | "device";
    readonly authorizationUrl?: string;
    readonly tokenUrl?: string;
    readonly refreshUrl?: string;
    readonly scopes: Readonly<Record<string, string>>;
  }[];
}

export interface DocumentTag {
  readonly name: string;
  readonly description: string;
  readonly parent?: string;
  readonly operations: number;
}

export interface ImportResult {
  readonly document: ImportedDocument;
  /** What was read, for storing: the root document as it came, or all files bundled into one JSON document. */
  readonly source: { readonly bytes: Uint8Array; readonly mediaType: "application/json" | "application/yaml" };
  readonly servers: readonly DocumentServer[];
  readonly securitySchemes: readonly DocumentSecurityScheme[];
  readonly tags: readonly DocumentTag[];
  /** Schemas that the tools' bindings refer to as `#/definitions/{name}`. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
  readonly tools: readonly GeneratedTool[];
  /** Operations in the document; `tools` + `refused` + `notSelected` account for every one. */
  readonly operations: number;
  readonly notSelected: number;
  readonly refused: readonly RefusedOperation[];
  readonly issues: readonly Issue[];
  readonly report: LintReport;
  readonly suggestion: SuggestedSelection;
}
