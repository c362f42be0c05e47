import { useQuery } from "@tanstack/react-query";
import { ExternalLink, Rocket } from "lucide-react";
import { Link } from "wouter";
import type { ServerView } from "../../../server/api/servers.ts";
import { connectQuery, draftQuery } from "../../api/queries.ts";
import { compact, count } from "../../format/number.ts";
import { MissingNotice } from "../../shell/missing-notice.tsx";
import { paths } from "../../shell/paths.ts";
import { useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { LinkButton } from "../../ui/button.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { ServerStatus } from "../../ui/server-status.tsx";
import { Stats } from "../../ui/stat.tsx";
import { ConnectPanel } from "./connect-panel.tsx";

export function Overview() {
  const server = useServer();
  const scope = useServerScope();
  const connect = useQuery(connectQuery(scope));
  const isPublished = server.liveReleaseNumber !== null;
  const publish = paths.serverPage(scope.workspace, scope.server, "publish");
  const install = paths.install(scope.workspace, scope.server);
  return (
    <Page
      title={server.name}
      context={scope.workspace}
      note={server.description || undefined}
      badge={<ServerStatus status={server.status} />}
      actions={
        <>
          {isPublished && (
            <>
              <LinkButton href={install} external icon={<ExternalLink size={15} aria-hidden="true" />}>
                {text.server.installPage}
              </LinkButton>
              <CopyButton value={`${location.origin}${install}`} label={text.server.copyInstallLink} />
            </>
          )}
          {server.status !== "live" && (
            <LinkButton href={publish} variant="primary" icon={<Rocket size={15} aria-hidden="true" />}>
              {text.server.goPublish}
            </LinkButton>
          )}
        </>
      }
    >
      <MissingNotice title={text.server.setupTitle} />
      <Stats
        items={[
          { label: text.server.toolsOn, value: count(server.toolsEnabled), note: `/ ${count(server.toolsTotal)}` },
          { label: text.server.callsDay, value: compact(server.callsLastDay) },
          {
            label: text.server.release,
            value: server.liveReleaseNumber ?? text.server.noRelease,
            note: server.lastPublishedAt !== null && <Moment at={server.lastPublishedAt} />,
          },
          { label: text.server.signIn, value: <SignInName mode={server.mode} /> },
        ]}
      />
      <Card title={text.server.connectTitle} note={text.server.connectNote}>
        <Stack gap={4}>
          {!isPublished && (
            <Notice>
              {text.server.notLive} <Link href={publish}>{text.server.goPublish}</Link>
            </Notice>
          )}
          <QueryView query={connect}>{(view) => <ConnectPanel connect={view} />}</QueryView>
        </Stack>
      </Card>
      {isPublished && server.status === "changed" && <Unpublished />}
    </Page>
  );
}

const SignInName = ({ mode }: { mode: ServerView["mode"] }) => <span>{text.modes[mode].name}</span>;

/** What waits to be published, in words. */
function Unpublished() {
  const scope = useServerScope();
  const draft = useQuery(draftQuery(scope));
  const changes = draft.data?.changes ?? [];
  if (changes.length === 0) return null;
  return (
    <Card
      title={text.status.changed}
      actions={
        <LinkButton size="small" href={paths.serverPage(scope.workspace, scope.server, "publish")}>
          {text.server.goPublish}
        </LinkButton>
      }
    >
      <Stack gap={1}>
        {changes.slice(0, 6).map((change) => (
          <Row key={change.text}>{change.text}</Row>
        ))}
        {changes.length > 6 && <Muted>{text.publish.more(changes.length - 6)}</Muted>}
      </Stack>
    </Card>
  );
}
