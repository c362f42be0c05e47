import type { AuditRow } from "../../../server/api/activity.ts";
import { duration } from "../../format/number.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Muted } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import type { AuditField } from "./audit-filter.ts";
import styles from "./audit.module.css";
import { outcomeText, outcomeTone } from "./outcomes.ts";

type OnFilter = (name: AuditField, value: string) => void;

export function AuditTable({
  rows,
  withServer,
  onFilter,
  onOpen,
}: {
  rows: readonly AuditRow[];
  withServer: boolean;
  onFilter: OnFilter;
  onOpen: (row: AuditRow) => void;
}) {
  const said = text.audit;
  return (
    <Table
      compact
      caption={said.title}
      head={[
        said.time,
        ...(withServer ? [said.server] : []),
        said.tool,
        said.outcome,
        { label: said.duration, align: "end" },
        said.client,
        said.connection,
      ]}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <td>
            <Moment at={row.at} mode="seconds" />
          </td>
          {withServer && <td>{row.server.name}</td>}
          <td>
            <button type="button" className={styles["link"]} onClick={() => onOpen(row)}>
              <span className="visually-hidden">{said.open} </span>
              {row.tool === null ? said.call : <code>{row.tool}</code>}
            </button>
          </td>
          <td>
            <Badge tone={outcomeTone(row.outcome)}>{outcomeText(row.outcome)}</Badge>{" "}
            {row.upstreamStatus !== null && <Muted small>{row.upstreamStatus}</Muted>}
          </td>
          <NumberCell>{duration(row.durationMs)}</NumberCell>
          <td>{row.client ?? <Muted>–</Muted>}</td>
          <td>
            <Connection hash={row.connection} onFilter={onFilter} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function Connection({ hash, onFilter }: { hash: string | null; onFilter: OnFilter }) {
  if (hash === null) return <Muted>–</Muted>;
  return (
    <button type="button" className={styles["link"]} title={hash} onClick={() => onFilter("connection", hash)}>
      <span className="visually-hidden">{text.audit.onlyConnection}</span>
      <code className={styles["hash"]}>{hash.slice(0, 8)}</code>
    </button>
  );
}
