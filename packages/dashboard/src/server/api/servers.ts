import { keyPlacement, serverPolicy, slugSchema, sourceVariable, userKeyScheme } from "@breezeway/core";
import { z } from "zod";
import { credentialSecret } from "./credentials.ts";
import { madeFrom, moment, nothing } from "./fields.ts";
import { maxUploadBytes, reimportEvent, sourceInput } from "./imports.ts";
import { defineRoutes } from "./route.ts";

export const credentialMode = z.enum([
  "oauth",
  "passthrough",
  "user_key",
  "api_key",
  "bearer",
  "basic",
  "client_credentials",
  "none",
]);

/** How a server's users authenticate, as set up; a mode may still miss its provider or credential before publishing. */
export const credentialInput = z.discriminatedUnion("mode", [
  z.object({
    mode: z.literal("oauth"),
    providerId: z.string().nullable(),
    /** `null`: computed from the enabled tools. */
    scopes: z.array(z.string().max(200)).max(300).nullable(),
  }),
  z.object({ mode: z.literal("passthrough") }),
  z.object({
    mode: z.literal("user_key"),
    scheme: userKeyScheme,
    keyLabel: z.string().trim().min(1).max(60),
    testPath: z.string().startsWith("/", "Begin with a slash.").max(500),
  }),
  z.object({ mode: z.literal("api_key"), credentialId: z.string().nullable(), placement: keyPlacement }),
  z.object({ mode: z.literal("bearer"), credentialId: z.string().nullable() }),
  z.object({ mode: z.literal("basic"), credentialId: z.string().nullable() }),
  z.object({
    mode: z.literal("client_credentials"),
    providerId: z.string().nullable(),
    scopes: z.array(z.string().max(200)).max(300).nullable(),
  }),
  z.object({ mode: z.literal("none") }),
]);
export type CredentialInput = z.infer<typeof credentialInput>;

/** A shared credential that is stored with the server's settings, in place of naming one that is stored already. */
export type SecretInput = z.infer<typeof credentialSecret>;

export const sourceVariables = z.record(z.string().max(60), sourceVariable);

export const baseUrl = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/[^\s?#]+$/, "Enter an address that begins with https:// and has no query.")
  .transform((url) => url.replace(/\/+$/, ""));

export const serverName = z.string().trim().min(1, "Enter a name.").max(80);
export const iconUrl = z.union([
  z.url({ protocol: /^https$/ }).max(1_000),
  z
    .string()
    .regex(/^data:image\/(?:png|svg\+xml|jpeg|webp);base64,[A-Za-z0-9+/=]+$/)
    .max(60_000),
]);

/** One document to import, as inspected. */
export const newSource = z.object({
  source: sourceInput,
  /** From the preview; another document at the address since then is a conflict. */
  documentHash: z.string().max(100),
  title: z.string().trim().max(120).optional(),
  baseUrl: baseUrl,
  variables: sourceVariables.default({}),
  /** Keys of the tools that are on at first; absent means the suggested set. */
  enabled: z.array(z.string().max(500)).max(10_000).optional(),
});
export type NewSource = z.infer<typeof newSource>;

export const serverStatus = z.enum(["draft", "live", "changed", "stopped"]);

export const serverSummary = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  description: z.string(),
  iconUrl: z.string().nullable(),
  /** `changed`: live, with unpublished changes. */
  status: serverStatus,
  mode: credentialMode,
  mcpUrl: z.string(),
  toolsEnabled: z.number().int(),
  toolsTotal: z.number().int(),
  liveReleaseNumber: z.number().int().nullable(),
  lastPublishedAt: moment.nullable(),
  callsLastDay: z.number().int(),
  updatedAt: moment,
});
export type ServerSummary = z.infer<typeof serverSummary>;

export const sourceView = z.object({
  id: z.string(),
  /** Of its settings, as for a server. */
  version: z.string(),
  title: z.string(),
  kind: z.enum(["url", "upload", "preset"]),
  url: z.string().nullable(),
  fileName: z.string().nullable(),
  documentVersion: z.string(),
  dialect: z.string(),
  documentHash: z.string(),
  bytes: z.number().int(),
  baseUrl: z.string(),
  variables: sourceVariables,
  tools: z.number().int(),
  importedAt: moment,
  drift: z.object({
    /** How often the address is looked at. */
    schedule: z.enum(["off", "daily", "weekly"]),
    checkedAt: moment.nullable(),
    /** The document at the address differs from the imported one. */
    found: z.boolean(),
    error: z.string().nullable(),
  }),
});
export type SourceView = z.infer<typeof sourceView>;

export const serverView = serverSummary.extend({
  /** Of the settings: sent back with changes to them, it keeps two people from overwriting each other. */
  version: z.string(),
  instructions: z.string(),
  websiteUrl: z.string().nullable(),
  slugFixed: z.boolean(),
  credential: credentialInput,
  access: z.enum(["credential", "access_key", "public"]),
  presentation: z.enum(["all", "search"]),
  policy: serverPolicy,
  sources: z.array(sourceView),
  /** Scopes that the enabled tools need. */
  computedScopes: z.array(z.string()),
  stoppedAt: moment.nullable(),
  stopReason: z.string().nullable(),
  workspaceStopped: z.boolean(),
  liveReleaseId: z.string().nullable(),
  createdAt: moment,
  /** What is missing before the server can be published. */
  missing: z.array(
    z.object({ what: z.enum(["provider", "credential", "tools", "base_url", "variable"]), text: z.string() }),
  ),
});
export type ServerView = z.infer<typeof serverView>;

export const serverRoutes = defineRoutes({
  listServers: {
    method: "get",
    path: "/api/workspaces/:workspace/servers",
    access: "servers.read",
    summary: "The servers of a workspace.",
    output: z.object({ servers: z.array(serverSummary) }),
  },
  createServer: {
    method: "post",
    path: "/api/workspaces/:workspace/servers",
    access: "servers.create",
    summary: "Create a server from inspected documents.",
    body: z.object({
      name: serverName,
      slug: slugSchema,
      description: z.string().trim().max(500).default(""),
      iconUrl: iconUrl.optional(),
      sources: z.array(newSource).min(1).max(10),
      credential: credentialInput,
      /** The shared credential itself, where `credential.credentialId` is null: stored encrypted, never shown again. */
      secret: credentialSecret.optional(),
      access: z.enum(["credential", "access_key", "public"]).optional(),
      presentation: z.enum(["all", "search"]).default("all"),
    }),
    maxBodyBytes: Math.ceil((maxUploadBytes * 4) / 3) + 1_000_000,
    output: serverView,
  },
  checkSlug: {
    method: "get",
    path: "/api/workspaces/:workspace/slug-check",
    access: "servers.create",
    summary: "Whether a server's address is free.",
    query: z.object({ slug: z.string().max(60) }),
    output: z.object({ available: z.boolean(), reason: z.string().nullable(), suggestion: z.string().nullable() }),
  },
  getServer: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server",
    access: "servers.read",
    summary: "One server; `server` is its id or its slug.",
    output: serverView,
  },
  updateServer: {
    method: "patch",
    path: "/api/workspaces/:workspace/servers/:server",
    access: "servers.edit",
    summary: "Change a server's settings; they go live with the next publish.",
    body: z.object({
      name: serverName.optional(),
      slug: slugSchema.optional(),
      description: z.string().trim().max(500).optional(),
      instructions: z.string().max(4_000).optional(),
      iconUrl: iconUrl.nullable().optional(),
      websiteUrl: z
        .url({ protocol: /^https?$/ })
        .max(1_000)
        .nullable()
        .optional(),
      presentation: z.enum(["all", "search"]).optional(),
      policy: serverPolicy.partial().optional(),
      version: madeFrom,
    }),
    maxBodyBytes: 256_000,
    output: serverView,
  },
  setServerCredential: {
    method: "put",
    path: "/api/workspaces/:workspace/servers/:server/credential",
    access: "credentials.manage",
    summary: "Choose how users authenticate and who may call.",
    body: z.object({
      credential: credentialInput,
      /** As for `createServer`. */
      secret: credentialSecret.optional(),
      access: z.enum(["credential", "access_key", "public"]).optional(),
    }),
    output: serverView,
  },
  deleteServer: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/delete",
    access: "servers.delete",
    summary: "Delete a server for good.",
    body: z.object({ confirmName: z.string() }),
    output: nothing,
  },
  stopServer: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/stop",
    access: "servers.stop",
    summary: "Emergency stop: the server refuses calls on every replica at once.",
    body: z.object({ reason: z.string().trim().max(200) }),
    output: serverView,
  },
  resumeServer: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/resume",
    access: "servers.stop",
    summary: "End the emergency stop.",
    output: serverView,
  },
  addSource: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/sources",
    access: "servers.edit",
    summary: "Add one more inspected document.",
    body: newSource,
    maxBodyBytes: Math.ceil((maxUploadBytes * 4) / 3) + 1_000_000,
    output: serverView,
  },
  updateSource: {
    method: "patch",
    path: "/api/workspaces/:workspace/servers/:server/sources/:sourceId",
    access: "servers.edit",
    summary: "Change a source's title, base URL, variables or drift schedule.",
    body: z.object({
      title: z.string().trim().min(1).max(120).optional(),
      baseUrl: baseUrl.optional(),
      variables: sourceVariables.optional(),
      driftSchedule: z.enum(["off", "daily", "weekly"]).optional(),
      version: madeFrom,
    }),
    output: serverView,
  },
  removeSource: {
    method: "delete",
    path: "/api/workspaces/:workspace/servers/:server/sources/:sourceId",
    access: "servers.edit",
    summary: "Remove a source and its tools; the last one stays.",
    output: serverView,
  },
  checkDrift: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/sources/:sourceId/drift-check",
    access: "servers.edit",
    summary: "Look whether the document at the address has changed.",
    output: sourceView,
  },
  previewReimport: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/sources/:sourceId/reimport/preview",
    access: "servers.edit",
    summary: "What importing again would change; `source` absent means the same address. Writes nothing.",
    body: z.object({ source: sourceInput.optional() }),
    maxBodyBytes: Math.ceil((maxUploadBytes * 4) / 3) + 10_000,
    output: reimportEvent,
    format: "event-stream",
  },
  applyReimport: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/sources/:sourceId/reimport",
    access: "servers.edit",
    summary:
      "Import again: tools are replaced, edits are kept, conflicts settled as told. Live stays as it is until published.",
    body: z.object({
      source: sourceInput.optional(),
      documentHash: z.string().max(100),
      /** For each open conflict of the preview: keep the edit, or drop it and take what the document says. */
      conflicts: z
        .array(z.object({ key: z.string().max(500), field: z.string().max(300), decision: z.enum(["keep", "drop"]) }))
        .max(5_000)
        .default([]),
      /** Whether tools that are new are on. */
      enableAdded: z.boolean().default(false),
    }),
    maxBodyBytes: Math.ceil((maxUploadBytes * 4) / 3) + 2_000_000,
    output: serverView,
  },
});
