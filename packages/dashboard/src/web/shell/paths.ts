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
