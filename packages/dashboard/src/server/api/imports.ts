import { keyPlacement, providerPreset, userKeyScheme } from "@breezeway/core";
import { z } from "zod";
import { defineRoutes } from "./route.ts";

export const maxUploadBytes = 40_000_000;

/** Where a document comes from. */
export const sourceInput = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("url"),
    url: z.url({ protocol: /^https?$/, error: "Enter an http(s) address." }).max(2_000),
  }),
  z.object({
    kind: z.literal("upload"),
    fileName: z.string().min(1).max(200),
    /** The file's bytes, base64. */
    content: z.base64(),
  }),
  z.object({ kind: z.literal("preset"), preset: z.string().max(60) }),
]);
export type SourceInput = z.infer<typeof sourceInput>;

/** A kind of API that needs no address typed, e.g. Confluence Cloud v2. */
export const sourcePreset = z.object({
  id: z.string(),
  group: z.enum(["confluence_cloud", "confluence_data_center", "atlassian"]),
  title: z.string(),
  description: z.string(),
  url: z.string(),
  /** The base URL that calls go to; may hold variables. */
  baseUrl: z.string(),
  /** Variables of the base URL that the end user or the owner gives. */
  variables: z.array(z.object({ name: z.string(), label: z.string(), from: z.enum(["owner", "grant"]) })),
  /** Provider preset that fits. */
  providerPreset: z.string().nullable(),
});
export type SourcePreset = z.infer<typeof sourcePreset>;

export const finding = z.object({
  rule: z.string(),
  severity: z.enum(["error", "warning", "info"]),
  message: z.string(),
  /** Name of the tool, where it is about one. */
  tool: z.string().optional(),
  /** JSON pointer into the document or the tool's schema. */
  at: z.string().optional(),
  /** Clients that are affected; empty means all. */
  clients: z.array(z.string()),
  /** What can be done about it: edit the tool, choose fewer tools, turn on search mode, or nothing. */
  fix: z.object({ kind: z.enum(["edit", "select", "search_mode", "none"]), label: z.string() }).optional(),
});
export type Finding = z.infer<typeof finding>;

export const importIssue = z.object({
  severity: z.enum(["error", "warning", "info"]),
  code: z.string(),
  message: z.string(),
  /** What the owner can do; may be empty. */
  advice: z.string(),
  /** JSON pointer into the document. */
  at: z.string(),
  /** Key of the operation concerned. */
  operation: z.string().optional(),
});
export type ImportIssue = z.infer<typeof importIssue>;

export const toolBudget = z.object({
  tools: z.number().int(),
  bytes: z.number().int(),
  /** Estimated tokens of `tools/list` as a model reads it. */
  tokens: z.number().int(),
  /** How each client bears the list. */
  clients: z.array(
    z.object({
      client: z.string(),
      label: z.string(),
      state: z.enum(["ok", "limited", "breaks"]),
      summary: z.string(),
      errors: z.number().int(),
      warnings: z.number().int(),
      /** What the client takes of a list, and how much of it this one is. */
      limits: z.array(z.object({ unit: z.enum(["tools", "tokens"]), used: z.number().int(), limit: z.number().int() })),
    }),
  ),
});
export type ToolBudget = z.infer<typeof toolBudget>;

export const previewTool = z.object({
  key: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  method: z.string(),
  path: z.string(),
  tags: z.array(z.string()),
  readOnly: z.boolean(),
  destructive: z.boolean(),
  deprecated: z.boolean(),
  experimental: z.boolean(),
  scopes: z.array(z.string()),
  bytes: z.number().int(),
  tokens: z.number().int(),
  findings: z.number().int(),
  /** Part of the suggested starting set of a large document. */
  suggested: z.boolean(),
});
export type PreviewTool = z.infer<typeof previewTool>;

export const importPreview = z.object({
  /** Sent back at *Create*: what is stored is what was inspected. */
  documentHash: z.string(),
  document: z.object({
    title: z.string(),
    version: z.string(),
    dialect: z.string(),
    description: z.string(),
    bytes: z.number().int(),
    /** Where it was found, when an address led elsewhere. */
    url: z.string().nullable(),
  }),
  servers: z.array(
    z.object({
      url: z.string(),
      description: z.string(),
      variables: z.array(
        z.object({ name: z.string(), default: z.string(), description: z.string(), values: z.array(z.string()) }),
      ),
      /** The owner has to say more: a placeholder host, a relative address, a variable without a value. */
      needsOwner: z.boolean(),
    }),
  ),
  securitySchemes: z.array(
    z.object({
      name: z.string(),
      type: z.enum(["bearer", "basic", "api_key", "oauth2", "openid", "mutual_tls", "other"]),
      description: z.string(),
      placement: keyPlacement.nullable(),
      /** Of the authorization code flow, where the document gives one. */
      authorizationUrl: z.string().nullable(),
      tokenUrl: z.string().nullable(),
    }),
  ),
  suggestedBaseUrl: z.string(),
  suggestedMode: z.enum([
    "oauth",
    "passthrough",
    "user_key",
    "api_key",
    "bearer",
    "basic",
    "client_credentials",
    "none",
  ]),
  tools: z.array(previewTool),
  tags: z.array(z.object({ tag: z.string(), tools: z.number().int() })),
  /** Why the tools marked `suggested` are a good start; `recommended` for large documents. */
  suggestion: z.object({ recommended: z.boolean(), reason: z.string() }),
  operations: z.number().int(),
  scopes: z.array(z.object({ scope: z.string(), tools: z.number().int() })),
  refused: z.array(z.object({ operation: z.string(), at: z.string(), reason: z.string() })),
  issues: z.array(importIssue),
  findings: z.array(finding),
  budget: toolBudget,
});
export type ImportPreview = z.infer<typeof importPreview>;

/** One server-sent event of a preview: `event:` is the type, `data:` the JSON. Closing the connection cancels the work. */
export const importPhase = z.enum(["load", "parse", "bundle", "tools", "lint"]);
export const importEvent = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("progress"),
    phase: importPhase,
    done: z.number().int().optional(),
    total: z.number().int().optional(),
  }),
  z.object({ type: z.literal("result"), preview: importPreview }),
  z.object({
    type: z.literal("error"),
    error: z.object({ code: z.string(), message: z.string(), at: z.string().optional(), requestId: z.string() }),
  }),
]);
export type ImportEvent = z.infer<typeof importEvent>;

export const changedTool = z.object({
  key: z.string(),
  name: z.string(),
  changes: z.array(z.object({ text: z.string(), breaking: z.boolean() })),
});

export const reimportPreview = z.object({
  documentHash: z.string(),
  /** Same bytes as stored. */
  unchanged: z.boolean(),
  document: importPreview.shape.document,
  added: z.array(z.object({ key: z.string(), name: z.string() })),
  removed: z.array(z.object({ key: z.string(), name: z.string(), enabled: z.boolean() })),
  renamed: z.array(z.object({ from: z.string(), to: z.string(), fromName: z.string(), toName: z.string() })),
  changed: z.array(changedTool),
  breaking: z.number().int(),
  /** Scopes that the enabled tools need now and did not before: users must sign in again. */
  addedScopes: z.array(z.string()),
  /** Edits that the new document touches: what is open wants a decision, the rest is for information. */
  conflicts: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      /** Which edit: `name`, `description`, `arguments.limit.value` … */
      field: z.string(),
      message: z.string(),
      isOpen: z.boolean(),
      /** The owner's value, and the document's as it was and as it is now; `null` where there is none. */
      mine: z.json(),
      before: z.json(),
      theirs: z.json(),
    }),
  ),
  keptEdits: z.number().int(),
  refused: importPreview.shape.refused,
  issues: z.array(importIssue),
});
export type ReimportPreview = z.infer<typeof reimportPreview>;

export const reimportEvent = z.discriminatedUnion("type", [
  importEvent.options[0],
  z.object({ type: z.literal("result"), preview: reimportPreview }),
  importEvent.options[2],
]);
export type ReimportEvent = z.infer<typeof reimportEvent>;

export const importRoutes = defineRoutes({
  listPresets: {
    method: "get",
    path: "/api/presets",
    access: "account",
    callers: "anyone",
    summary: "Documents and providers that Breezeway knows by name.",
    output: z.object({
      sources: z.array(sourcePreset),
      providers: z.array(
        z.object({
          preset: providerPreset,
          title: z.string(),
          summary: z.string(),
          /** What the owner does at the provider first; `{callbackUrl}` stands for the URL to copy. */
          steps: z.array(z.string()),
          note: z.string().nullable(),
          /** `baseUrl` for Data Center, `issuer` for OpenID: what `discoverProvider` asks for. */
          asks: z.enum(["nothing", "base_url", "issuer", "endpoints"]),
        }),
      ),
      userKeys: z.array(
        z.object({
          id: z.string(),
          title: z.string(),
          keyLabel: z.string(),
          scheme: userKeyScheme,
          testPath: z.string(),
          help: z.string(),
          note: z.string(),
        }),
      ),
    }),
  },
  previewImport: {
    method: "post",
    path: "/api/workspaces/:workspace/imports/preview",
    access: "servers.create",
    summary: "Inspect a document: progress, then what it would make. Writes nothing; closing the connection cancels.",
    body: z.object({ source: sourceInput }),
    maxBodyBytes: Math.ceil((maxUploadBytes * 4) / 3) + 10_000,
    output: importEvent,
    format: "event-stream",
  },
});
