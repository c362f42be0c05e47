/** A page of the dashboard to be looked at; `{server}` is the demo's server. */
export interface DashboardPage {
  readonly name: string;
  readonly path: string;
  /** Reached without a session. */
  readonly isPublic?: boolean;
  /** Button pressed after loading, so that what it opens is looked at too. */
  readonly press?: { readonly role: "button" | "tab"; readonly name: string | RegExp };
}

const workspace = "/w/demo";
const server = `${workspace}/s/wiki`;

export const dashboardPages: readonly DashboardPage[] = [
  { name: "sign-in", path: "/sign-in", isPublic: true },
  { name: "sign-up", path: "/sign-up", isPublic: true },
  { name: "forgot-password", path: "/forgot-password", isPublic: true },
  { name: "bad-link", path: "/welcome#not-a-real-link-token-at-all", isPublic: true },
  { name: "bad-invitation", path: "/invitation#not-a-real-link-token-at-all", isPublic: true },
  { name: "trust", path: "/trust", isPublic: true },
  { name: "api-reference", path: "/reference", isPublic: true },
  { name: "install", path: "/connect/demo/wiki", isPublic: true },
  { name: "install-missing", path: "/connect/demo/nothing-here", isPublic: true },
  { name: "servers", path: workspace },
  { name: "create", path: `${workspace}/new` },
  { name: "workspace-credentials", path: `${workspace}/credentials` },
  { name: "add-provider", path: `${workspace}/credentials`, press: { role: "button", name: "Add a provider" } },
  { name: "add-credential", path: `${workspace}/credentials`, press: { role: "button", name: "Add a credential" } },
  { name: "workspace-activity", path: `${workspace}/activity` },
  { name: "workspace-audit", path: `${workspace}/audit` },
  { name: "members", path: `${workspace}/members` },
  { name: "invite", path: `${workspace}/members`, press: { role: "button", name: "Invite someone" } },
  { name: "changes", path: `${workspace}/changes` },
  { name: "api", path: `${workspace}/api` },
  { name: "make-api-token", path: `${workspace}/api`, press: { role: "button", name: "New API token" } },
  { name: "workspace-settings", path: `${workspace}/settings` },
  { name: "delete-workspace", path: `${workspace}/settings`, press: { role: "button", name: "Delete workspace" } },
  { name: "overview", path: server },
  { name: "tools", path: `${server}/tools` },
  { name: "tools-filtered", path: `${server}/tools?q=nothing-matches-this` },
  { name: "tool", path: `${server}/tools?tool=getPages` },
  { name: "tool-arguments", path: `${server}/tools?tool=getPages`, press: { role: "tab", name: /^Arguments/ } },
  { name: "tool-schema", path: `${server}/tools?tool=createPage`, press: { role: "tab", name: "Schema" } },
  { name: "documents", path: `${server}/documents` },
  { name: "add-document", path: `${server}/documents`, press: { role: "button", name: "Add a document" } },
  { name: "import-again", path: `${server}/documents`, press: { role: "button", name: "Import again" } },
  { name: "server-sign-in", path: `${server}/sign-in` },
  { name: "try-it", path: `${server}/try?tool=getPages` },
  { name: "publish", path: `${server}/publish` },
  { name: "stop", path: `${server}/publish`, press: { role: "button", name: "Stop the server" } },
  { name: "connections", path: `${server}/connections` },
  { name: "activity", path: `${server}/activity?range=1h` },
  { name: "audit", path: `${server}/audit` },
  { name: "server-settings", path: `${server}/settings` },
  { name: "operator-hidden", path: "/operator" },
  { name: "account", path: "/account" },
  { name: "set-up-second-factor", path: "/account", press: { role: "button", name: "Set it up" } },
  { name: "new-workspace", path: "/workspaces/new" },
  { name: "not-found", path: `${workspace}/nothing-here` },
];
