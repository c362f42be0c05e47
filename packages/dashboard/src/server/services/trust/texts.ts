import type { Config, CredentialMode } from "@breezeway/core";
import type { TrustView } from "../../api/activity.ts";

export const modeTexts: Record<CredentialMode, { readonly text: string; readonly stored: string }> = {
  oauth: {
    text: "Each user signs in at the provider; the tokens are sealed and handed to the user's own client.",
    stored: "Client ID and, encrypted, the client secret of the owner's application. No user token.",
  },
  passthrough: { text: "Each user's client sends a bearer token obtained elsewhere.", stored: "Nothing." },
  user_key: {
    text: "Each user enters a key on the authorize page; it is sealed into the token that their client gets.",
    stored: "Nothing.",
  },
  api_key: { text: "All callers share one API key of the owner.", stored: "That key, encrypted." },
  bearer: { text: "All callers share one bearer token of the owner.", stored: "That token, encrypted." },
  basic: { text: "All callers share one user name and password of the owner.", stored: "That pair, encrypted." },
  client_credentials: {
    text: "All callers share one service account; its token is fetched when needed and kept in memory.",
    stored: "Client ID and, encrypted, the client secret.",
  },
  none: { text: "The API asks for no credential.", stored: "Nothing." },
};

export const neverStored: readonly string[] = [
  "Access and refresh tokens of end users, in any form",
  "Passwords and keys that end users enter",
  "Arguments and results of tool calls",
  "Headers, query values and bodies of requests and answers",
  "E-mail addresses and IP addresses of the people who call tools",
];

export const storedTable = (auditMode: Config["auditMode"]): TrustView["stored"] => [
  {
    what: "Audit events: time, server, tool, method and path template, outcome, sizes, durations, client, connection hash",
    how:
      auditMode === "strict"
        ? "PostgreSQL; written before a call is answered"
        : "PostgreSQL; written within a tenth of a second of the answer",
    howLong: "30 days, then dropped within 25 hours",
    whoSees: "Members of the workspace; the operator of the database",
  },
  {
    what: "Connections: a keyed hash, client name and version, first and last seen, number of calls",
    how: "PostgreSQL",
    howLong: "30 days after the last call; a revocation as long as it is needed",
    whoSees: "Members of the workspace",
  },
  {
    what: "Spent codes and refresh tokens, as hashes, so that none works twice",
    how: "PostgreSQL",
    howLong: "Until the code or token would have expired",
    whoSees: "Nobody: a hash leads nowhere",
  },
  {
    what: "Imported API documents, tools and settings of servers, published releases",
    how: "PostgreSQL",
    howLong: "Until the owner deletes the server",
    whoSees: "Members of the workspace",
  },
  {
    what: "Client secrets and shared credentials that owners enter",
    how: "AES-256-GCM, bound to their row; the key is outside the database",
    howLong: "Until replaced or deleted",
    whoSees: "Nobody: they can be replaced, not read",
  },
  {
    what: "Dashboard accounts: e-mail, name, argon2id hash of the password, consent and sign-in times",
    how: "PostgreSQL",
    howLong: "Until the account is deleted",
    whoSees: "The account's owner; fellow members see name and e-mail",
  },
  {
    what: "Who changed which setting, before and after, without secrets",
    how: "PostgreSQL",
    howLong: "As long as the workspace",
    whoSees: "Admins and owners of the workspace",
  },
];
