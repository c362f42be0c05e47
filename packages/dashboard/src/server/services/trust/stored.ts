// What is kept, in words for the public page. Every table of docs/storage.md stands in one of these rows: a test holds
// the two, and the database itself, against each other.
import type { Config } from "@breezeway/core";
import type { TrustView } from "../../api/activity.ts";

type StoredRow = TrustView["stored"][number];

const members = "Members of the workspace";
const admins = "Admins and owners of the workspace";
const holder = "The account's holder";
const nobody = "Nobody: a hash leads nowhere";

const callRows = ({ auditMode }: Pick<Config, "auditMode">): Omit<StoredRow, "area">[] => [
  {
    what: "Audit events: time, server, release, tool, method and path template, outcome, sizes, durations, the client's name and version, connection hash, request number",
    tables: ["audit_events"],
    how:
      auditMode === "strict"
        ? "Readable; durable before a call is answered"
        : "Readable; written within a tenth of a second of the answer",
    howLong: "30 days to the second; dropped from the disk within 25 hours more",
    whoSees: members,
  },
  {
    what: "Calls under way whose outcome is not known yet, in the same fields",
    tables: ["audit_intents"],
    how: auditMode === "strict" ? "Readable" : "Empty: only the strict audit guarantee writes them",
    howLong: "Until the outcome, at most 10 minutes",
    whoSees: members,
  },
  {
    what: "Numbers of calls and how long they took, by hour and by day: for each tool, client, connection hash and outcome",
    tables: ["audit_rollups", "audit_rolled_hours", "audit_daily_rollups", "audit_rolled_days"],
    how: "Readable",
    howLong: "30 days",
    whoSees: `${members}; the operator sees sums over all workspaces`,
  },
  {
    what: "Connections: the client's name and version, first and last seen, number of calls, whether revoked",
    tables: ["connections"],
    how: "Under a keyed hash",
    howLong: "30 days after the last call; a revocation until the last token must have expired",
    whoSees: members,
  },
  {
    what: "Sign-in states, codes and rotated refresh tokens that were used, so that none works twice",
    tables: ["spent"],
    how: "Hashed",
    howLong: "10 minutes after they would have expired",
    whoSees: nobody,
  },
];

const accountRows: Omit<StoredRow, "area">[] = [
  {
    what: "E-mail address, name, when terms and privacy notice were accepted, who runs this deployment",
    tables: ["users", "operators"],
    how: "Readable",
    howLong: "Until the account is deleted",
    whoSees: `${holder}; fellow members see name and e-mail address`,
  },
  {
    what: "Password; the seed of a second factor",
    tables: ["user_secrets"],
    how: "Password as argon2id hash; seed encrypted",
    howLong: "Until the account is deleted",
    whoSees: "Nobody",
  },
  {
    what: "Recovery codes of the second factor",
    tables: ["recovery_codes"],
    how: "Hashed",
    howLong: "Until replaced, or the account is deleted",
    whoSees: nobody,
  },
  {
    what: "Sessions in this dashboard: when they began, were last used and ended, and the browser's name as it sends it",
    tables: ["sessions"],
    how: "Session token hashed, the rest readable",
    howLong: "30 days after their end",
    whoSees: holder,
  },
  {
    what: "Links in mails, for a new password or a new address; a new address that waits to be confirmed",
    tables: ["email_tokens"],
    how: "Link hashed, address readable",
    howLong: "7 days after the link has expired",
    whoSees: "Nobody",
  },
  {
    what: "What a person changed about their account: password, address, second factor, sessions",
    tables: ["account_changes"],
    how: "Readable, without secrets",
    howLong: "Until the account is deleted",
    whoSees: holder,
  },
  {
    what: "Numbers of attempts to sign in and the like, to slow down whoever guesses",
    tables: ["throttles"],
    how: "Under a hash of the e-mail or IP address that they came from",
    howLong: "1 day after the last attempt",
    whoSees: "Nobody",
  },
];

const workspaceRows: Omit<StoredRow, "area">[] = [
  {
    what: "Workspaces and who belongs to them in which role",
    tables: ["workspaces", "memberships"],
    how: "Readable",
    howLong: "As long as the workspace, or the account",
    whoSees: members,
  },
  {
    what: "Invitations: the invited person's e-mail address, where one was given, and the role",
    tables: ["invitations"],
    how: "Link hashed, the rest readable",
    howLong: "30 days after it was used, withdrawn or has expired",
    whoSees: admins,
  },
  {
    what: "API tokens: name, first characters, scopes, last use",
    tables: ["api_tokens"],
    how: "Token hashed, the rest readable",
    howLong: "As long as the workspace, or the account",
    whoSees: "Whoever made them",
  },
  {
    what: "Access keys of servers: name, first characters, last use",
    tables: ["access_keys"],
    how: "Key hashed, the rest readable",
    howLong: "As long as the server",
    whoSees: members,
  },
  {
    what: "Servers and their settings, imported API documents, tools and what owners edited about them",
    tables: ["servers", "documents", "sources", "tools", "tool_overrides", "tool_undos"],
    how: "Readable",
    howLong: "As long as the server; documents as long as the workspace",
    whoSees: members,
  },
  {
    what: "Settings, edits and imports that published releases were made from",
    tables: ["release_sketches", "kept_imports"],
    how: "Readable; they name a credential and hold none",
    howLong: "Of the newest 20 releases and the live one, as long as the server",
    whoSees: members,
  },
  {
    what: "Published releases",
    tables: ["releases"],
    how: "Readable; they name a credential and hold none",
    howLong: "As long as the server; a draft until the next one",
    whoSees: `${members}; names and tools also whoever may connect`,
  },
  {
    what: "Client secrets, API keys, tokens and passwords of APIs that owners enter to be shared",
    tables: ["oauth_providers", "shared_credentials"],
    how: "AES-256-GCM, bound to their row; the key is outside the database",
    howLong: "Until replaced or deleted",
    whoSees: "Nobody: they can be replaced, not read",
  },
  {
    what: "Who changed which setting, before and after",
    tables: ["config_changes"],
    how: "Readable, without secrets",
    howLong: "As long as the workspace",
    whoSees: admins,
  },
];

const deploymentRows: Omit<StoredRow, "area">[] = [
  {
    what: "Notices to running servers that something was published, revoked or stopped: kinds and numbers alone",
    tables: ["changes"],
    how: "Readable",
    howLong: "7 days",
    whoSees: "Nobody",
  },
  {
    what: "Marks by which wrong encryption keys are noticed; which versions of the database's layout were set up",
    tables: ["key_checks", "schema_migrations"],
    how: "Encrypted; hashes of files",
    howLong: "Always",
    whoSees: "Nobody",
  },
];

export const storedTable = (config: Pick<Config, "auditMode">): StoredRow[] => {
  const areas = {
    calls: callRows(config),
    accounts: accountRows,
    workspaces: workspaceRows,
    deployment: deploymentRows,
  };
  return (Object.keys(areas) as (keyof typeof areas)[]).flatMap((area) => areas[area].map((row) => ({ area, ...row })));
};

/** Where it lies, from this deployment's settings. Names no host: the page is public. */
export const placesOf = (
  config: Pick<Config, "databaseUrl" | "redisUrl" | "environment">,
  mail: "smtp" | "log" | "none",
): TrustView["places"] => [
  {
    what: "Everything in the table above",
    where:
      config.databaseUrl === undefined
        ? "A private PostgreSQL on the machine that runs Breezeway, reached by no network port."
        : "The PostgreSQL database that the operator of this deployment runs for it.",
  },
  {
    what: "Keys that encrypt and hash",
    where:
      config.environment === "production"
        ? "In the settings of the running processes, never in the database."
        : "In a file beside the database: this is a development start.",
  },
  {
    what: "Tokens and answers of calls",
    where: "In the memory of the process that serves the call, for as long as the call takes.",
  },
  {
    what: "Counters for rate limits",
    where:
      config.redisUrl === undefined
        ? "In the memory of each process."
        : "In the operator's Redis or Valkey, under keyed hashes, for minutes.",
  },
  { what: "Mails", where: mailPlaces[mail] },
  {
    what: "Logs",
    where:
      "With the operator: that and when something happened or failed. Never a token, an argument, a body or an e-mail address of an end user.",
  },
];

const mailPlaces = {
  smtp: "Sent through the operator's mail server; no copy is kept here.",
  log: "Not sent: their links stand in the log of this development start.",
  none: "None are sent: the operator has set no mail server.",
} as const;
