import { Dialog } from "@base-ui/react/dialog";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, useId, useState } from "react";
import { useLocation } from "wouter";
import { serversQuery } from "../api/queries.ts";
import { text } from "../text/en.ts";
import { type Command, matchCommands } from "./match-commands.ts";
import styles from "./palette.module.css";
import { paths, serverPages, workspacePages } from "./paths.ts";
import { useSession } from "./scope.ts";

const pageLabels: Record<string, string> = {
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

const useCommands = (workspace: string | undefined, server: string | undefined): Command[] => {
  const { workspaces, account } = useSession();
  const servers = useQuery({ ...serversQuery(workspace ?? ""), enabled: workspace !== undefined });
  const commands: Command[] = [];
  if (workspace !== undefined && server !== undefined)
    for (const page of serverPages)
      commands.push({
        group: server,
        label: pageLabels[page] ?? page,
        href: paths.serverPage(workspace, server, page),
      });
  if (workspace !== undefined) {
    for (const row of servers.data?.servers ?? [])
      commands.push({
        group: text.palette.servers,
        label: row.name,
        words: row.slug,
        href: paths.server(workspace, row.slug),
      });
    for (const page of workspacePages)
      commands.push({
        group: text.nav.workspace,
        label: pageLabels[page] ?? page,
        href: paths.workspacePage(workspace, page),
      });
    commands.push({ group: text.palette.actions, label: text.nav.newServer, href: paths.newServer(workspace) });
  }
  for (const { slug, name } of workspaces)
    if (slug !== workspace) commands.push({ group: text.nav.workspace, label: name, href: paths.workspace(slug) });
  commands.push({ group: text.palette.actions, label: text.nav.newWorkspace, href: paths.newWorkspace });
  commands.push({ group: text.palette.pages, label: text.nav.account, href: paths.account });
  commands.push({ group: text.palette.pages, label: text.nav.trust, href: paths.trust });
  commands.push({ group: text.palette.pages, label: text.apiTokens.reference, href: paths.apiReference });
  if (account.isOperator) commands.push({ group: text.palette.pages, label: text.nav.operator, href: paths.operator });
  return commands;
};

export function Palette({
  workspace,
  server,
  onClose,
}: {
  workspace: string | undefined;
  server: string | undefined;
  onClose: () => void;
}) {
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const [, navigate] = useLocation();
  const listId = useId();
  const found = matchCommands(useCommands(workspace, server), query);
  const go = (command: Command | undefined) => {
    if (command === undefined) return;
    onClose();
    navigate(command.href);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step !== 0 && found.length > 0) {
      event.preventDefault();
      const next = (active + step + found.length) % found.length;
      setActive(next);
      document.getElementById(`${listId}-${next}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(found[active]);
    }
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles["scrim"]} />
        <Dialog.Popup className={styles["palette"]}>
          <Dialog.Title className="visually-hidden">{text.palette.title}</Dialog.Title>
          <input
            className={styles["input"]}
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-autocomplete="list"
            aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
            aria-label={text.palette.title}
            placeholder={text.palette.placeholder}
            autoFocus
            value={query}
            onKeyDown={onKeyDown}
            onChange={(event) => {
              setQuery(event.target.value);
              setActive(0);
            }}
          />
          <ul className={styles["list"]} id={listId} role="listbox" aria-label={text.palette.title}>
            {found.map((command, index) => (
              <li
                key={`${command.group} ${command.label} ${command.href}`}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={index === active}
                className={styles["option"]}
                onClick={() => go(command)}
                onMouseMove={() => setActive(index)}
              >
                <span>{command.label}</span>
                <span className={styles["group"]}>{command.group}</span>
              </li>
            ))}
          </ul>
          {found.length === 0 && (
            <p className={styles["none"]} role="status">
              {text.palette.empty}
            </p>
          )}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
