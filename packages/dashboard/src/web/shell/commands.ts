import type { Permission } from "../../server/api/permissions.ts";
import type { ServerSummary, ServerView } from "../../server/api/servers.ts";
import type { ToolRow } from "../../server/api/tools.ts";
import type { WorkspaceView } from "../../server/api/workspaces.ts";
import { text } from "../text/en.ts";
import type { Command } from "./match-commands.ts";
import { neededFor, pageLabels, paths, serverPages, workspacePages } from "./paths.ts";
import type { SignedIn } from "./scope.ts";
import type { Theme } from "./theme.ts";

const said = text.palette;

/** What the commands do themselves; the rest lead to a page. */
export interface Deeds {
  resumeWorkspace: () => void;
  resumeServer: () => void;
  chooseTheme: (theme: Theme) => void;
  signOut: () => void;
}

export interface Here {
  readonly session: SignedIn;
  readonly workspace: WorkspaceView | undefined;
  readonly servers: readonly ServerSummary[];
  readonly server: ServerView | undefined;
  readonly tools: readonly ToolRow[];
  readonly deeds: Deeds;
}

type Can = (permission: Permission) => boolean;

/** Everything that can be gone to or done from here, by this viewer. */
export const listCommands = (here: Here): Command[] => {
  const { workspace } = here;
  const can: Can = (permission) => workspace?.permissions.includes(permission) ?? false;
  return [
    ...(workspace && here.server ? serverCommands(here, workspace, here.server, can) : []),
    ...(workspace ? workspaceCommands(here, workspace, can) : []),
    ...accountCommands(here),
  ];
};

const serverCommands = (here: Here, workspace: WorkspaceView, server: ServerView, can: Can): Command[] => {
  const page = (name: (typeof serverPages)[number]) => paths.serverPage(workspace.slug, server.slug, name);
  const actions: (Command | false)[] = [
    can("servers.publish") && { group: server.name, label: said.publish, href: page("publish") },
    can("servers.stop") &&
      (server.stoppedAt === null
        ? { group: server.name, label: text.stop.action, words: said.stopWords, href: `${page("settings")}?ask=stop` }
        : { group: server.name, label: said.resumeServer, run: here.deeds.resumeServer }),
    can("credentials.manage") &&
      server.access === "access_key" && {
        group: server.name,
        label: text.accessKeys.make,
        href: `${page("sign-in")}?ask=access-key`,
      },
  ];
  return [
    ...serverPages.map((name) => ({ group: server.name, label: pageLabels[name], href: page(name) })),
    ...actions.filter((command) => command !== false),
    ...here.tools.map((tool) => ({
      group: said.tools,
      label: tool.name,
      words: `${tool.title} ${tool.path}`,
      href: `${page("tools")}?${new URLSearchParams({ tool: tool.key, from: tool.sourceId }).toString()}`,
      isDetail: true,
    })),
  ];
};

const workspaceCommands = (here: Here, workspace: WorkspaceView, can: Can): Command[] => {
  const { slug } = workspace;
  const page = (name: (typeof workspacePages)[number]) => paths.workspacePage(slug, name);
  const actions: (Command | false)[] = [
    can("servers.create") && { group: said.actions, label: text.nav.newServer, href: paths.newServer(slug) },
    can("members.manage") && { group: said.actions, label: text.members.invite, href: `${page("members")}?ask=invite` },
    { group: said.actions, label: text.apiTokens.make, href: `${page("api")}?ask=api-token` },
    can("workspace.stop") &&
      (workspace.stoppedAt === null
        ? {
            group: said.actions,
            label: text.workspaceSettings.stopAction,
            words: said.stopWords,
            href: `${page("settings")}?ask=stop`,
          }
        : { group: said.actions, label: said.resumeWorkspace, run: here.deeds.resumeWorkspace }),
  ];
  return [
    ...here.servers.map((row) => ({
      group: said.servers,
      label: row.name,
      words: row.slug,
      href: paths.server(slug, row.slug),
    })),
    ...workspacePages
      .filter((name) => can(neededFor[name]))
      .map((name) => ({ group: text.nav.workspace, label: pageLabels[name], href: page(name) })),
    ...actions.filter((command) => command !== false),
  ];
};

const themes: readonly (readonly [Theme, string])[] = [
  ["light", text.nav.themeLight],
  ["dark", text.nav.themeDark],
  ["system", text.nav.themeSystem],
];

const accountCommands = ({ session, workspace, deeds }: Here): Command[] => [
  ...session.workspaces
    .filter(({ slug }) => slug !== workspace?.slug)
    .map(({ slug, name }) => ({ group: text.nav.workspace, label: name, href: paths.workspace(slug) })),
  { group: said.actions, label: text.nav.newWorkspace, href: paths.newWorkspace },
  ...themes.map(([theme, label]) => ({
    group: text.nav.theme,
    label: said.useTheme(label),
    run: () => deeds.chooseTheme(theme),
  })),
  { group: said.actions, label: text.nav.signOut, words: said.signOutWords, run: deeds.signOut },
  { group: said.pages, label: text.nav.account, href: paths.account },
  { group: said.pages, label: text.nav.trust, href: paths.trust },
  { group: said.pages, label: text.apiTokens.reference, href: paths.apiReference },
  ...(session.account.isOperator ? [{ group: said.pages, label: text.nav.operator, href: paths.operator }] : []),
];
