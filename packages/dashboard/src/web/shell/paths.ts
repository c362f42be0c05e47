import type { Permission } from "../../server/api/permissions.ts";
import { text } from "../text/en.ts";

/** Every address of the console is made here. */
export const paths = {
  workspace: (workspace: string) => `/w/${workspace}`,
  workspacePage: (workspace: string, page: WorkspacePage) =>
    page === "servers" ? `/w/${workspace}` : `/w/${workspace}/${page}`,
  newServer: (workspace: string) => `/w/${workspace}/new`,
  server: (workspace: string, server: string) => `/w/${workspace}/s/${server}`,
  serverPage: (workspace: string, server: string, page: ServerPage) =>
    page === "overview" ? `/w/${workspace}/s/${server}` : `/w/${workspace}/s/${server}/${page}`,
  install: (workspace: string, server: string) => `/connect/${workspace}/${server}`,
  account: "/account",
  operator: "/operator",
  newWorkspace: "/workspaces/new",
  trust: "/trust",
  apiReference: "/reference",
  apiDocument: "/api/openapi.json",
  login: "/sign-in",
};

export const workspacePages = [
  "servers",
  "activity",
  "audit",
  "credentials",
  "members",
  "changes",
  "api",
  "settings",
] as const;
export type WorkspacePage = (typeof workspacePages)[number];

export const serverPages = [
  "overview",
  "tools",
  "documents",
  "sign-in",
  "try",
  "publish",
  "connections",
  "activity",
  "audit",
  "settings",
] as const;
export type ServerPage = (typeof serverPages)[number];

export const pageLabels: Readonly<Record<WorkspacePage | ServerPage, string>> = {
  servers: text.nav.servers,
  activity: text.nav.activity,
  audit: text.nav.audit,
  credentials: text.nav.credentials,
  members: text.nav.members,
  changes: text.nav.changes,
  api: text.nav.api,
  settings: text.nav.settings,
  overview: text.nav.overview,
  tools: text.nav.tools,
  documents: text.nav.sources,
  "sign-in": text.nav.access,
  try: text.nav.tryIt,
  publish: text.nav.publish,
  connections: text.nav.connections,
};

/** What opens a page of the workspace: who lacks it is not led there. */
export const neededFor: Readonly<Record<WorkspacePage, Permission>> = {
  servers: "servers.read",
  activity: "audit.read",
  audit: "audit.read",
  credentials: "credentials.read",
  members: "members.read",
  changes: "changes.read",
  api: "workspace.read",
  settings: "workspace.read",
};
