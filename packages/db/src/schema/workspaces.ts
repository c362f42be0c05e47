import { sql } from "drizzle-orm";
import { jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { JsonObject } from "@breezeway/core";
import { bytes, instant } from "./columns.ts";

export const roles = ["owner", "admin", "editor", "viewer"] as const;
export type Role = (typeof roles)[number];

export const workspaces = pgTable("workspaces", {
  id: text("id").primaryKey(),
  slug: text("slug").notNull(),
  name: text("name").notNull(),
  stoppedAt: instant("stopped_at"),
  stoppedBy: text("stopped_by"),
  deletionRequestedAt: instant("deletion_requested_at"),
  deletionDueAt: instant("deletion_due_at"),
  settings: jsonb("settings").$type<JsonObject>().notNull().default({}),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  updatedAt: instant("updated_at")
    .notNull()
    .default(sql`now()`),
});

export const memberships = pgTable(
  "memberships",
  {
    workspaceId: text("workspace_id").notNull(),
    userId: text("user_id").notNull(),
    role: text("role", { enum: roles }).notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
  },
  (table) => [primaryKey({ columns: [table.workspaceId, table.userId] })],
);

export const invitations = pgTable("invitations", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  email: text("email"),
  role: text("role", { enum: roles }).notNull(),
  tokenHash: bytes("token_hash").notNull(),
  invitedBy: text("invited_by"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  expiresAt: instant("expires_at").notNull(),
  acceptedAt: instant("accepted_at"),
  acceptedBy: text("accepted_by"),
  revokedAt: instant("revoked_at"),
});

export const apiTokens = pgTable("api_tokens", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  userId: text("user_id").notNull(),
  name: text("name").notNull(),
  prefix: text("prefix").notNull(),
  tokenHash: bytes("token_hash").notNull(),
  scopes: text("scopes")
    .array()
    .notNull()
    .default(sql`'{}'`),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  expiresAt: instant("expires_at"),
  lastUsedAt: instant("last_used_at"),
  revokedAt: instant("revoked_at"),
});

export const configChanges = pgTable("config_changes", {
  id: text("id").primaryKey(),
  workspaceId: text("workspace_id").notNull(),
  serverId: text("server_id"),
  actorId: text("actor_id"),
  actorKind: text("actor_kind", { enum: ["user", "api_token", "operator", "system"] })
    .notNull()
    .default("user"),
  kind: text("kind").notNull(),
  subject: text("subject").notNull().default(""),
  before: jsonb("before").$type<JsonObject>(),
  after: jsonb("after").$type<JsonObject>(),
  at: instant("at")
    .notNull()
    .default(sql`now()`),
});
