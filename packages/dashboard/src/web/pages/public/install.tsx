import { api, read } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card } from "../../ui/layout.tsx";
import { LoadFailed } from "../../ui/load-failed.tsx";
import { Notice } from "../../ui/notice.tsx";
import { ServerIcon } from "../../ui/server-icon.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { ConnectPanel } from "../mcp-server/connect-panel.tsx";
import { PublicPage } from "./public-page.tsx";
import styles from "./public-page.module.css";
import { useLoad } from "./use-load.ts";

/** How anyone connects to a published server. */
export function Install({ workspace, server }: { workspace: string; server: string }) {
  const { data, error, retry } = useLoad(
    () => read(api.public[":workspace"][":server"].$get({ param: { workspace, server } })),
    `${workspace}/${server}`,
  );
  return (
    <PublicPage title={data ? text.install.title(data.server.name) : text.server.connectTitle}>
      {error?.status === 404 && <EmptyState title={text.install.none} text={text.install.noneText} />}
      {error && error.status !== 404 && <LoadFailed error={error} onRetry={retry} />}
      {!data && !error && <Skeleton kind="page" lines={3} />}
      {data && (
        <>
          <header className={styles["intro"]}>
            <div className={styles["server"]}>
              <ServerIcon large url={data.server.iconUrl} name={data.server.name} />
              <h1>{text.install.title(data.server.name)}</h1>
            </div>
            {data.server.description !== "" && <p className={styles["lead"]}>{data.server.description}</p>}
          </header>
          {data.stopped ? (
            <>
              <Notice tone="bad" title={text.install.stopped} live>
                {text.install.stoppedText}
              </Notice>
              <Card>
                <Disclosure summary={text.install.stoppedSteps} lazy>
                  <ConnectPanel connect={data} />
                </Disclosure>
              </Card>
            </>
          ) : (
            <Card title={text.server.connectTitle} note={text.server.connectNote}>
              <ConnectPanel connect={data} />
            </Card>
          )}
        </>
      )}
    </PublicPage>
  );
}
