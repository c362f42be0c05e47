import { useQuery } from "@tanstack/react-query";
import { Blocks, Plus } from "lucide-react";
import { Link } from "wouter";
import type { ServerSummary } from "../../../server/api/servers.ts";
import { serversQuery } from "../../api/queries.ts";
import { count } from "../../format/number.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { ServerIcon } from "../../ui/server-icon.tsx";
import { ServerStatus } from "../../ui/server-status.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import styles from "./servers.module.css";

export function Servers() {
  const workspace = useWorkspace();
  const servers = useQuery(serversQuery(workspace.slug));
  const can = useCan();
  const create = can("servers.create") && (
    <LinkButton href={paths.newServer(workspace.slug)} variant="primary" icon={<Plus size={16} aria-hidden="true" />}>
      {text.servers.create}
    </LinkButton>
  );
  const hasServers = (servers.data?.servers.length ?? 0) > 0;
  return (
    <Page title={text.servers.title} note={text.servers.note} context={workspace.name} actions={hasServers && create}>
      <QueryView query={servers} skeleton={<Skeleton kind="page" lines={3} />}>
        {({ servers: rows }) =>
          rows.length === 0 ? (
            <Card>
              <EmptyState
                icon={<Blocks size={20} aria-hidden="true" />}
                title={text.servers.emptyTitle}
                text={text.servers.emptyText}
                action={create}
              />
            </Card>
          ) : (
            <ul className={styles["list"]}>
              {rows.map((server) => (
                <ServerRow key={server.id} workspace={workspace.slug} server={server} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </Page>
  );
}

function ServerRow({ workspace, server }: { workspace: string; server: ServerSummary }) {
  return (
    <li className={styles["row"]}>
      <ServerIcon url={server.iconUrl} name={server.name} />
      <div className={styles["main"]}>
        <h2>
          <Link href={paths.server(workspace, server.slug)} className={styles["link"]}>
            {server.name}
          </Link>
        </h2>
        <code className={styles["address"]}>{server.mcpUrl.replace(/^https?:\/\//, "")}</code>
      </div>
      <ServerStatus status={server.status} />
      <dl className={styles["facts"]}>
        <div>
          <dt>{text.server.signIn}</dt>
          <dd>{text.modes[server.mode].name}</dd>
        </div>
        <div>
          <dt>{text.nav.tools}</dt>
          <dd>
            {count(server.toolsEnabled)} / {count(server.toolsTotal)}
          </dd>
        </div>
        <div>
          <dt>{text.server.callsDay}</dt>
          <dd>{count(server.callsLastDay)}</dd>
        </div>
        <div>
          <dt>{text.servers.published}</dt>
          <dd>{server.lastPublishedAt === null ? text.server.noRelease : <Moment at={server.lastPublishedAt} />}</dd>
        </div>
      </dl>
    </li>
  );
}
