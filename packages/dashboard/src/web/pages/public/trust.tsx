import { Check } from "lucide-react";
import type { TrustView } from "../../../server/api/activity.ts";
import { api, read } from "../../api/client.ts";
import { count } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Card, Facts, Muted, Stack } from "../../ui/layout.tsx";
import { LoadFailed } from "../../ui/load-failed.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { PublicPage } from "./public-page.tsx";
import styles from "./public-page.module.css";
import { useLoad } from "./use-load.ts";

const said = text.trust;
const areas = Object.keys(said.areas) as (keyof typeof said.areas)[];
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
      <section className={styles["group"]}>
        <header>
          <h2>{said.stored}</h2>
          <Muted>{said.storedNote}</Muted>
        </header>
        {areas.map((area) => (
          <StoredRows key={area} area={area} rows={trust.stored.filter((row) => row.area === area)} />
        ))}
      </section>
      <Card title={said.where}>
        <Facts items={trust.places.map(({ what, where }) => [what, where])} />
      </Card>
      <Modes modes={trust.modes} />
      <Card title={said.retention}>
        <Facts
          items={[
            [said.audit, said.days(retention.auditDays)],
            [said.auditMode, said.auditModes[retention.auditMode]],
            [said.sessions, said.sessionsText(retention.sessionIdleHours, retention.sessionMaxDays)],
            [said.deletion, said.days(retention.deletionGraceDays)],
            [said.contact, <Contact key="contact" contact={deployment.contact} />],
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

function StoredRows({ area, rows }: { area: keyof typeof said.areas; rows: TrustView["stored"] }) {
  return (
    <Card title={said.areas[area]} flush>
      <Table caption={said.areas[area]} head={[said.what, said.how, said.howLong, said.whoSees]}>
        {rows.map((row) => (
          <tr key={row.what}>
            <th scope="row" className={styles["storedWhat"]}>
              {row.what}
              <span className={styles["tables"]}>
                <span className="visually-hidden">{said.tables}: </span>
                <code>{row.tables.join(", ")}</code>
              </span>
            </th>
            <td>{row.how}</td>
            <td>{row.howLong}</td>
            <td>{row.whoSees}</td>
          </tr>
        ))}
      </Table>
    </Card>
  );
}

/** What is in use here comes first; the rest is folded away. */
function Modes({ modes }: { modes: TrustView["modes"] }) {
  const used = modes.filter(({ servers }) => servers > 0).toSorted((a, b) => b.servers - a.servers);
  const unused = modes.filter(({ servers }) => servers === 0);
  return (
    <Card title={said.modes} note={said.modesNote}>
      <Stack>
        {used.length === 0 ? <Muted>{said.modesNone}</Muted> : <ModeTable caption={said.modes} modes={used} />}
        {unused.length > 0 && (
          <Disclosure summary={said.modesUnused(unused.length)}>
            <ModeTable caption={said.modesUnused(unused.length)} modes={unused} />
          </Disclosure>
        )}
      </Stack>
    </Card>
  );
}

function ModeTable({ caption, modes }: { caption: string; modes: TrustView["modes"] }) {
  return (
    <Table
      caption={caption}
      head={[said.mode, said.meaning, said.storedHere, { label: said.publishedServers, align: "end" }]}
    >
      {modes.map((row) => (
        <tr key={row.mode}>
          <th scope="row">
            {row.mode in text.modes ? text.modes[row.mode as keyof typeof text.modes].name : row.mode}
          </th>
          <td>{row.text}</td>
          <td>{row.stored}</td>
          <NumberCell>{count(row.servers)}</NumberCell>
        </tr>
      ))}
    </Table>
  );
}

/** An address or a link, as the operator set it. */
function Contact({ contact }: { contact: string | null }) {
  if (contact === null) return said.noContact;
  if (/^https?:/.test(contact)) return <a href={contact}>{contact}</a>;
  return contact.includes("@") ? <a href={`mailto:${contact}`}>{contact}</a> : contact;
}
