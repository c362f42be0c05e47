import type { Page } from "playwright-core";
import { enterLogin } from "./sign-in.ts";
import type { Actor, Scene } from "./scene.ts";

/** A page of the product to be looked at; `{name}` in its path is a value of the scene. */
export interface DashboardPage {
  readonly name: string;
  readonly path: string;
  /** The demo's owner unless told. */
  readonly as?: Actor;
  /** Button pressed after loading, so that what it opens is looked at too. */
  readonly press?: { readonly role: "button" | "tab"; readonly name: string | RegExp };
  /** Anything further that is done before looking. */
  readonly act?: (page: Page, scene: Scene) => Promise<void>;
  /** Addresses that do not answer meanwhile. */
  readonly without?: string;
  /** What the console may say of it. */
  readonly expects?: RegExp;
}

const workspace = "/w/demo";
const server = `${workspace}/s/wiki`;
const button = (name: string | RegExp) => ({ role: "button", name }) as const;
const tab = (name: string | RegExp) => ({ role: "tab", name }) as const;
const refused = /status of 4\d\d/;
const unreachable = /net::ERR_FAILED/;

const publicPages: readonly Omit<DashboardPage, "as">[] = [
  { name: "sign-in", path: "/sign-in" },
  {
    name: "sign-in-refused",
    path: "/sign-in",
    expects: refused,
    act: async (page) => {
      await enterLogin(page, { email: "nobody@demo.example", password: "surely not the password" });
      await page.getByRole("alert").waitFor();
    },
  },
  {
    name: "second-factor",
    path: "/sign-in",
    act: async (page, { guarded }) => {
      await enterLogin(page, guarded);
      await page.getByLabel("Code").waitFor();
    },
  },
  { name: "sign-up", path: "/sign-up" },
  {
    name: "sign-up-sent",
    path: "/sign-up",
    act: async (page) => {
      await page.getByLabel("E-mail").fill("late@demo.example");
      await page.getByRole("button", { name: "Send the link" }).click();
      await page.getByText("Check your mail").waitFor();
    },
  },
  { name: "forgot-password", path: "/forgot-password" },
  { name: "welcome", path: "/welcome#{signUp}" },
  { name: "reset-password", path: "/reset-password#{reset}" },
  { name: "confirm-email", path: "/confirm-email#{confirm}" },
  { name: "bad-link", path: "/welcome#not-a-real-link-token-at-all", expects: refused },
  { name: "invitation", path: "/invitation#{invitation}" },
  { name: "bad-invitation", path: "/invitation#not-a-real-link-token-at-all", expects: refused },
  { name: "trust", path: "/trust" },
  { name: "trust-unreachable", path: "/trust", without: "**/api/**", expects: unreachable },
  { name: "api-reference", path: "/reference" },
  {
    name: "api-operation",
    path: "/reference",
    act: (page) => page.getByText("/api/workspaces/{workspace}/servers", { exact: true }).first().click(),
  },
  { name: "install", path: "/connect/demo/wiki" },
  { name: "install-with-sign-in", path: "/connect/demo/wiki-sign-in", press: tab("Cursor") },
  { name: "install-stopped", path: "/connect/demo/halted" },
  { name: "install-missing", path: "/connect/demo/nothing-here", expects: refused },
  { name: "endpoint-in-a-browser", path: "/mcp/demo/wiki" },
  { name: "consent", path: "{consent}" },
  { name: "enter-key", path: "{enterKey}" },
  { name: "enter-access-key", path: "{enterAccessKey}" },
];

const workspacePages: readonly DashboardPage[] = [
  { name: "servers", path: workspace },
  { name: "servers-empty", path: "/w/bare" },
  { name: "create", path: `${workspace}/new` },
  { name: "workspace-credentials", path: `${workspace}/credentials` },
  { name: "credentials-empty", path: "/w/bare/credentials" },
  { name: "add-provider", path: `${workspace}/credentials`, press: button("Add a provider") },
  { name: "add-credential", path: `${workspace}/credentials`, press: button("Add a credential") },
  { name: "workspace-activity", path: `${workspace}/activity` },
  { name: "activity-of-a-month", path: `${workspace}/activity?range=30d` },
  { name: "workspace-activity-empty", path: "/w/bare/activity" },
  { name: "workspace-audit", path: `${workspace}/audit` },
  { name: "workspace-audit-empty", path: "/w/bare/audit" },
  { name: "members", path: `${workspace}/members` },
  { name: "invite", path: `${workspace}/members`, press: button("Invite someone") },
  { name: "changes", path: `${workspace}/changes` },
  { name: "api", path: `${workspace}/api` },
  { name: "make-api-token", path: `${workspace}/api`, press: button("New API token") },
  { name: "workspace-settings", path: `${workspace}/settings` },
  { name: "stop-workspace", path: `${workspace}/settings`, press: button("Stop all servers") },
  { name: "delete-workspace", path: `${workspace}/settings`, press: button("Delete workspace") },
  { name: "workspace-leaving", path: "/w/leaving" },
  {
    name: "palette",
    path: workspace,
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.getByRole("combobox", { name: "Jump to" }).waitFor();
    },
  },
  { name: "workspace-unknown", path: "/w/nobody-here", expects: refused },
  { name: "server-unknown", path: `${workspace}/s/nobody-here`, expects: refused },
  { name: "not-found", path: `${workspace}/nothing-here` },
  { name: "dashboard-unreachable", path: workspace, without: "**/api/**", expects: unreachable },
  {
    name: "page-broken",
    path: `${workspace}/members`,
    without: "**/assets/members-*.js",
    expects: /net::ERR_FAILED|dynamically imported module/,
  },
];

const serverPages: readonly DashboardPage[] = [
  { name: "overview", path: server },
  { name: "overview-unpublished", path: `${workspace}/s/quiet` },
  { name: "overview-stopped", path: `${workspace}/s/halted` },
  { name: "tools", path: `${server}/tools` },
  { name: "tools-filtered", path: `${server}/tools?q=nothing-matches-this` },
  { name: "tools-of-a-tag", path: `${server}/tools?tag=Page&state=read_only` },
  {
    name: "tools-selected",
    path: `${server}/tools`,
    act: (page) => page.getByRole("checkbox", { name: "Select all shown" }).click(),
  },
  { name: "tool", path: `${server}/tools?tool=getPages` },
  { name: "tool-arguments", path: `${server}/tools?tool=getPages`, press: tab(/^Arguments/) },
  { name: "tool-schema", path: `${server}/tools?tool=createPage`, press: tab("Schema") },
  { name: "tool-response", path: `${server}/tools?tool=createPage`, press: tab("Response") },
  { name: "documents", path: `${server}/documents` },
  { name: "add-document", path: `${server}/documents`, press: button("Add a document") },
  { name: "import-again", path: `${server}/documents`, press: button("Import again") },
  { name: "server-sign-in", path: `${server}/sign-in` },
  { name: "server-sign-in-provider", path: `${workspace}/s/wiki-sign-in/sign-in` },
  { name: "server-sign-in-own-key", path: `${workspace}/s/by-key/sign-in` },
  { name: "server-sign-in-shared", path: `${workspace}/s/shared/sign-in` },
  { name: "try-it", path: `${server}/try?tool=getPages` },
  { name: "try-it-provider", path: `${workspace}/s/wiki-sign-in/try` },
  { name: "publish", path: `${server}/publish` },
  { name: "publish-first", path: `${workspace}/s/quiet/publish` },
  { name: "stop", path: `${server}/publish`, press: button("Stop the server") },
  { name: "connections", path: `${server}/connections` },
  { name: "connections-empty", path: `${workspace}/s/quiet/connections` },
  { name: "activity", path: `${server}/activity?range=1h` },
  { name: "activity-empty", path: `${workspace}/s/quiet/activity` },
  { name: "audit", path: `${server}/audit` },
  { name: "audit-empty", path: `${workspace}/s/quiet/audit` },
  {
    name: "audit-event",
    path: `${server}/audit`,
    act: async (page) => {
      await page
        .getByRole("row")
        .nth(1)
        .getByRole("button", { name: /^Open / })
        .click();
      await page.getByRole("dialog").waitFor();
    },
  },
  { name: "server-settings", path: `${server}/settings` },
  { name: "delete-server", path: `${server}/settings`, press: button("Delete server") },
];

const accountPages: readonly DashboardPage[] = [
  { name: "account", path: "/account" },
  { name: "set-up-second-factor", path: "/account", press: button("Set it up") },
  { name: "delete-account", path: "/account", press: button("Delete account") },
  { name: "new-workspace", path: "/workspaces/new" },
  { name: "operator-hidden", path: "/operator" },
];

const pagesOfOthers: readonly DashboardPage[] = [
  { name: "operator", path: "/operator", as: "operator" },
  { name: "operator-of-a-month", path: "/operator?range=30d", as: "operator" },
  { name: "first-workspace", path: "/", as: "newcomer" },
  { name: "invitation-of-an-account", path: "/invitation#{invitation}", as: "newcomer" },
  { name: "workspace-of-others", path: workspace, as: "newcomer", expects: refused },
  { name: "viewer-overview", path: server, as: "viewer" },
  { name: "viewer-tools", path: `${server}/tools`, as: "viewer" },
  { name: "viewer-tool", path: `${server}/tools?tool=getPages`, as: "viewer" },
  { name: "viewer-publish", path: `${server}/publish`, as: "viewer" },
  { name: "viewer-credentials", path: `${workspace}/credentials`, as: "viewer" },
  { name: "viewer-members", path: `${workspace}/members`, as: "viewer" },
  { name: "viewer-settings", path: `${workspace}/settings`, as: "viewer" },
];

export const dashboardPages: readonly DashboardPage[] = [
  ...publicPages.map((page): DashboardPage => ({ ...page, as: "stranger" })),
  ...workspacePages,
  ...serverPages,
  ...accountPages,
  ...pagesOfOthers,
];
