import { Check } from "lucide-react";
import type { TrustView } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Card, Facts, Muted } from "../../ui/layout.tsx";
import { LoadFailed } from "../../ui/load-failed.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { Table } from "../../ui/table.tsx";
import { PublicPage } from "./public-page.tsx";
import styles from "./public-page.module.css";
import { useLoad } from "./use-load.ts";

const said = text.trust;
const loadTrust = () => read(api.trust.$get());

/** What this deployment stores, from its real settings. */
export function Trust() {
  const { data, error, retry } = useLoad(loadTrust, "trust");
  return (
    <PublicPage title={said.title}>
      <header className={styles["intro"]}>
        <h1>{said.title}</h1>
        <p className={styles["lead"]}>{said.lead}</p>
      </header>
      {error && <LoadFailed error={error} onRetry={retry} />}
      {!data && !error && <Skeleton kind="page" lines={3} />}
      {data && <TrustBody trust={data} />}
    </PublicPage>
  );
}

function TrustBody({ trust }: { trust: TrustView }) {
  const { retention, deployment } = trust;
  return (
    <>
      <Card title={said.never}>
        <ul className={styles["never"]}>
          {trust.neverStored.map((line) => (
            <li key={line}>
              <Check size={16} aria-hidden="true" />
              {line}
            </li>
          ))}
        </ul>
      </Card>
      <Card title={said.stored} flush>
        <Table caption={said.stored} head={[said.what, said.how, said.howLong, said.whoSees]}>
          {trust.stored.map((row) => (
            <tr key={row.what}>
              <th scope="row">{row.what}</th>
              <td>{row.how}</td>
              <td>{row.howLong}</td>
              <td>{row.whoSees}</td>
            </tr>
          ))}
        </Table>
      </Card>
      <Card title={said.modes} note={said.modesNote} flush>
        <Table
          caption={said.modes}
          head={[said.mode, said.meaning, said.storedHere, { label: text.nav.servers, align: "end" }]}
        >
          {trust.modes.map((row) => (
            <tr key={row.mode}>
              <th scope="row">
                {row.mode in text.modes ? text.modes[row.mode as keyof typeof text.modes].name : row.mode}
              </th>
              <td>{row.text}</td>
              <td>{row.stored}</td>
              <td>{count(row.servers)}</td>
            </tr>
          ))}
        </Table>
      </Card>
      <Card title={said.retention}>
        <Facts
          items={[
            [said.audit, said.days(retention.auditDays)],
            [said.auditMode, said.auditModes[retention.auditMode]],
            [said.sessions, said.sessionsText(retention.sessionIdleHours, retention.sessionMaxDays)],
            [said.deletion, said.days(retention.deletionGraceDays)],
            [said.contact, deployment.contact || text.common.unknown],
            [said.endpoints, <code key="endpoints">{deployment.publicUrl}</code>],
          ]}
        />
      </Card>
      <Muted small>
        {said.asOf} <Moment at={trust.asOf} mode="local" />
      </Muted>
    </>
  );
}
