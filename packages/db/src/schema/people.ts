import { sql } from "drizzle-orm";
import { bigint, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import type { JsonObject } from "@breezeway/core";
import { bytes, instant } from "./columns.ts";

export const users = pgTable("users", {
  id: text("id").primaryKey(),
  email: text("email").notNull(),
  emailVerifiedAt: instant("email_verified_at"),
  displayName: text("display_name").notNull().default(""),
  termsAcceptedAt: instant("terms_accepted_at"),
  privacyAcceptedAt: instant("privacy_accepted_at"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  updatedAt: instant("updated_at")
    .notNull()
    .default(sql`now()`),
});

/** Visible in the user's own scope only, also for fellow members. */
export const userSecrets = pgTable("user_secrets", {
  userId: text("user_id").primaryKey(),
  passwordHash: text("password_hash").notNull(),
  passwordChangedAt: instant("password_changed_at")
    .notNull()
    .default(sql`now()`),
  totpSecret: bytes("totp_secret"),
  totpConfirmedAt: instant("totp_confirmed_at"),
  totpLastStep: bigint("totp_last_step", { mode: "number" }),
});

/** Read-only for the control plane. */
export const operators = pgTable("operators", {
  userId: text("user_id").primaryKey(),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
});

export const sessions = pgTable("sessions", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull(),
  tokenHash: bytes("token_hash").notNull(),
  userAgent: text("user_agent").notNull().default(""),
  secondFactorAt: instant("second_factor_at"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  lastSeenAt: instant("last_seen_at")
    .notNull()
    .default(sql`now()`),
  idleExpiresAt: instant("idle_expires_at").notNull(),
  expiresAt: instant("expires_at").notNull(),
  endedAt: instant("ended_at"),
});

export const emailTokens = pgTable("email_tokens", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull(),
  purpose: text("purpose", { enum: ["reset_password", "change_email"] }).notNull(),
  tokenHash: bytes("token_hash").notNull(),
  newEmail: text("new_email"),
  createdAt: instant("created_at")
    .notNull()
    .default(sql`now()`),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

export const recoveryCodes = pgTable(
  "recovery_codes",
  {
    userId: text("user_id").notNull(),
    codeHash: bytes("code_hash").notNull(),
    createdAt: instant("created_at")
      .notNull()
      .default(sql`now()`),
    usedAt: instant("used_at"),
  },
  (table) => [primaryKey({ columns: [table.userId, table.codeHash] })],
);

export const accountChanges = pgTable("account_changes", {
  id: text("id").primaryKey(),
  userId: text("user_id").notNull(),
  kind: text("kind").notNull(),
  before: jsonb("before").$type<JsonObject>(),
  after: jsonb("after").$type<JsonObject>(),
  at: instant("at")
    .notNull()
    .default(sql`now()`),
});

export const throttles = pgTable("throttles", {
  bucket: bytes("bucket").primaryKey(),
  windowStartedAt: instant("window_started_at")
    .notNull()
    .default(sql`now()`),
  attempts: integer("attempts").notNull().default(0),
});
