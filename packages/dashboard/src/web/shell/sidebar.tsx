import {
  Activity,
  ArrowLeft,
  Blocks,
  Cable,
  ChevronsUpDown,
  CodeXml,
  FileText,
  History,
  KeyRound,
  ListChecks,
  LogIn,
  type LucideIcon,
  Play,
  Plus,
  Rocket,
  ScrollText,
  Search,
  Settings,
  Users,
} from "lucide-react";
import { useContext } from "react";
import { Link, useLocation } from "wouter";
import { text } from "../text/en.ts";
import { Mark, Wordmark } from "../ui/wordmark.tsx";
import { Menu } from "../ui/menu.tsx";
import { ServerStatus } from "../ui/server-status.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { neededFor, pageLabels, paths, type ServerPage, type WorkspacePage } from "./paths.ts";
import { ServerContext, useSession } from "./scope.ts";
import styles from "./sidebar.module.css";
import { useCanIn } from "./use-workspace-view.ts";

const workspaceNav: readonly (readonly [WorkspacePage, LucideIcon])[] = [
  ["servers", Blocks],
  ["credentials", KeyRound],
  ["activity", Activity],
  ["audit", ScrollText],
  ["members", Users],
  ["changes", History],
  ["api", CodeXml],
  ["settings", Settings],
];

const serverNav: readonly (readonly [string, readonly (readonly [ServerPage, LucideIcon])[]])[] = [
  [
    text.nav.sectionBuild,
    [
      ["overview", Cable],
      ["tools", ListChecks],
      ["documents", FileText],
      ["sign-in", LogIn],
      ["try", Play],
      ["publish", Rocket],
    ],
  ],
  [
    text.nav.sectionWatch,
    [
      ["connections", Users],
      ["activity", Activity],
      ["audit", ScrollText],
      ["settings", Settings],
    ],
  ],
];

export function Sidebar({
  workspace,
  server,
  onSearch,
}: {
  workspace: string | undefined;
  server: string | undefined;
  onSearch: () => void;
}) {
  const can = useCanIn(workspace);
  return (
    <div className={styles["sidebar"]}>
      <div className={styles["top"]}>
        {workspace === undefined ? (
          <Link href="/" className={styles["brand"]}>
            <Wordmark />
          </Link>
        ) : (
          <WorkspaceSwitcher workspace={workspace} />
        )}
        <button type="button" className={styles["search"]} onClick={onSearch}>
          <Search size={15} aria-hidden="true" />
          <span>{text.nav.search}</span>
          <kbd>{navigator.platform.startsWith("Mac") ? "⌘K" : "Ctrl K"}</kbd>
        </button>
      </div>
      <nav className={styles["nav"]} aria-label={text.nav.main}>
        {workspace !== undefined && server !== undefined && <ServerNav workspace={workspace} server={server} />}
        {workspace !== undefined && server === undefined && (
          <ul>
            {workspaceNav
              .filter(([page]) => can(neededFor[page]))
              .map(([page, Icon]) => (
                <NavLink key={page} href={paths.workspacePage(workspace, page)} label={pageLabels[page]} Icon={Icon} />
              ))}
          </ul>
        )}
      </nav>
      <AccountMenu />
    </div>
  );
}

function ServerNav({ workspace, server }: { workspace: string; server: string }) {
  const view = useContext(ServerContext);
  return (
    <>
      <Link href={paths.workspace(workspace)} className={styles["up"]}>
        <ArrowLeft size={14} aria-hidden="true" />
        {text.nav.allServers}
      </Link>
      <div className={styles["server"]}>
        <span className={styles["serverName"]}>{view?.name ?? server}</span>
        {view && <ServerStatus status={view.status} />}
      </div>
      {serverNav.map(([heading, entries]) => (
        <div key={heading} className={styles["group"]}>
          <h2>{heading}</h2>
          <ul>
            {entries.map(([page, Icon]) => (
              <NavLink
                key={page}
                href={paths.serverPage(workspace, server, page)}
                label={pageLabels[page]}
                Icon={Icon}
              />
            ))}
          </ul>
        </div>
      ))}
    </>
  );
}

function NavLink({ href, label, Icon }: { href: string; label: string; Icon: LucideIcon }) {
  const [location] = useLocation();
  return (
    <li>
      <Link href={href} className={styles["link"]} aria-current={location === href ? "page" : undefined}>
        <Icon size={16} strokeWidth={1.75} aria-hidden="true" />
        {label}
      </Link>
    </li>
  );
}

function WorkspaceSwitcher({ workspace }: { workspace: string }) {
  const { workspaces } = useSession();
  const current = workspaces.find(({ slug }) => slug === workspace);
  return (
    <Menu
      trigger={
        <button type="button" className={styles["switcher"]}>
          <Mark size={20} />
          <span className={styles["switcherName"]}>{current?.name ?? workspace}</span>
          <ChevronsUpDown size={14} aria-hidden="true" />
        </button>
      }
      groups={[
        workspaces.map(({ slug, name }) => ({
          label: name,
          href: paths.workspace(slug),
          current: slug === workspace,
        })),
        [{ label: text.nav.newWorkspace, href: paths.newWorkspace, icon: <Plus size={15} aria-hidden="true" /> }],
      ]}
    />
  );
}
