import { sql } from "drizzle-orm";
import { boolean, integer, json, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type {
  CredentialSettings,
  GeneratedTool,
  JsonObject,
  JsonSchema,
  JsonValue,
  ServerPolicy,
  SourceVariable,
  ToolOverride,
} from "@breezeway/core";
import { bytes, instant } from "./columns.ts";

export const servers = pgTable("servers", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  description: text("description").notNull().default(""),
  instructions: text("instructions").notNull().default(""),
  iconUrl: text("icon_url"),
  websiteUrl: text("website_url"),
  credential: jsonb("credential").$type<CredentialSettings>().notNull(),
  access: text("access", { enum: ["credential", "access_key", "public"] }).notNull(),
  presentation: text("presentation", { enum: ["all", "search"] })
    .notNull()
    .default("all"),
  policy: jsonb("policy").$type<ServerPolicy>().notNull(),
  settings: jsonb("settings").$type<JsonObject>().notNull().default({}),
  liveReleaseId: text("live_release_id"),
  draftReleaseId: text("draft_release_id"),
  releaseCount: integer("release_count").notNull().default(0),
  firstPublishedAt: instant("first_published_at"),
  verifiedAt: instant("verified_at"),
  epoch: integer("epoch").notNull().default(0),
  stoppedAt: instant("stopped_at"),
  stoppedBy: text("stopped_by"),
  /** Last edit of the draft. */
  draftChangedAt: instant("draft_changed_at")
    .notNull()
    .default(sql`now()`),
  /** When the draft was last published as it stood. */
  publishedAt: instant("published_at"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  updatedAt: instant("updated_at")
    .notNull()
    .default(sql`now()`),
});

export const documents = pgTable(
  "documents",
  {
    workspaceId: text("workspace_id").notNull(),
    hash: text("hash").notNull(),
    bytes: integer("bytes").notNull(),
    encoding: text("encoding", { enum: ["gzip", "brotli", "zstd", "identity"] }).notNull(),
    body: bytes("body").notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.hash] })],
);

export const sources = pgTable("sources", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  serverId: text("server_id").notNull(),
  position: integer("position").notNull().default(0),
  title: text("title").notNull(),
  kind: text("kind", { enum: ["url", "upload", "preset"] }).notNull(),
  documentUrl: text("document_url"),
  documentHash: text("document_hash").notNull(),
  documentTitle: text("document_title").notNull().default(""),
  documentVersion: text("document_version").notNull().default(""),
  dialect: text("dialect").notNull().default(""),
  baseUrl: text("base_url").notNull(),
  variables: jsonb("variables").$type<Record<string, SourceVariable>>().notNull().default({}),
  selection: jsonb("selection").$type<JsonObject>().notNull().default({}),
  // Not jsonb: models read members in the document's order.
  definitions: json("definitions").$type<Record<string, JsonSchema>>().notNull().default({}),
  securitySchemes: jsonb("security_schemes").$type<JsonValue[]>().notNull().default([]),
  issues: jsonb("issues").$type<JsonValue[]>().notNull().default([]),
  refused: jsonb("refused").$type<JsonValue[]>().notNull().default([]),
  etag: text("etag"),
  checkEveryHours: integer("check_every_hours"),
  checkedAt: instant("checked_at"),
  drift: jsonb("drift").$type<JsonObject>(),
  importedAt: instant("imported_at")
    .notNull()
    .default(sql`now()`),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
});

export const tools = pgTable(
  "tools",
  {
    workspaceId: text("workspace_id").notNull(),
    sourceId: text("source_id").notNull(),
    key: text("key").notNull(),
    position: integer("position").notNull(),
    tool: json("tool").$type<GeneratedTool>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.key] })],
);

export const toolOverrides = pgTable(
  "tool_overrides",
  {
    workspaceId: text("workspace_id").notNull(),
    sourceId: text("source_id").notNull(),
    key: text("key").notNull(),
    override: jsonb("override").$type<ToolOverride>().notNull(),
    updatedBy: text("updated_by"),
    updatedAt: instant("updated_at")
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.key] })],
);

export const oauthProviders = pgTable("oauth_providers", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  preset: text("preset").notNull(),
  name: text("name").notNull(),
  clientId: text("client_id").notNull(),
  clientSecret: bytes("client_secret"),
  secretSetAt: instant("secret_set_at"),
  settings: jsonb("settings").$type<JsonObject>().notNull().default({}),
  revision: integer("revision").notNull().default(1),
  lastRefusedAt: instant("last_refused_at"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  updatedAt: instant("updated_at")
    .notNull()
    .default(sql`now()`),
});

export const sharedCredentials = pgTable("shared_credentials", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  name: text("name").notNull(),
  kind: text("kind", { enum: ["api_key", "bearer", "basic"] }).notNull(),
  secret: bytes("secret").notNull(),
  secretSetAt: instant("secret_set_at")
    .notNull()
    .default(sql`now()`),
  revision: integer("revision").notNull().default(1),
  lastRefusedAt: instant("last_refused_at"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  updatedAt: instant("updated_at")
    .notNull()
    .default(sql`now()`),
});

/** What a key may do; absent means all that the server offers. */
export type AccessKeyLimits = { readonly readOnly?: boolean; readonly tools?: readonly string[] };

export const accessKeys = pgTable("access_keys", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  serverId: text("server_id").notNull(),
  name: text("name").notNull(),
  prefix: text("prefix").notNull(),
  keyHash: bytes("key_hash").notNull(),
  limits: jsonb("limits").$type<AccessKeyLimits>().notNull().default({}),
  createdBy: text("created_by"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  expiresAt: instant("expires_at"),
  lastUsedAt: instant("last_used_at"),
  revokedAt: instant("revoked_at"),
});

export const releases = pgTable("releases", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  serverId: text("server_id").notNull(),
  number: integer("number").notNull(),
  isDraft: boolean("is_draft").notNull().default(false),
  manifest: text("manifest").notNull(),
  contentHash: text("content_hash").notNull(),
  report: jsonb("report").$type<JsonObject>().notNull().default({}),
  note: text("note").notNull().default(""),
  createdBy: text("created_by"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
});
