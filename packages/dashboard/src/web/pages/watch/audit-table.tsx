import { useState } from "react";
import type { AuditRow } from "../../../server/api/activity.ts";
import { bytes, count, duration } from "../../format/number.ts";
import { utcTime } from "../../format/time.ts";
import { text } from "../../text/en.ts";
import { Badge, Method } from "../../ui/badge.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts, Muted, Row } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import type { auditFields } from "./audit-filter.ts";
import styles from "./audit.module.css";
import { outcomeText, outcomeTone } from "./outcomes.ts";

type OnFilter = (name: (typeof auditFields)[number], value: string) => void;

export function AuditTable({
  rows,
  withServer,
  onFilter,
}: {
  rows: readonly AuditRow[];
  withServer: boolean;
  onFilter: OnFilter;
}) {
  const [open, setOpen] = useState<AuditRow>();
  const said = text.audit;
  return (
    <>
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
              <button type="button" className={styles["link"]} onClick={() => setOpen(row)}>
                <Moment at={row.at} mode="seconds" />
              </button>
            </td>
            {withServer && <td>{row.server.name}</td>}
            <td>
              <code>{row.tool ?? "–"}</code>
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
      {open && <EventDialog row={open} onClose={() => setOpen(undefined)} />}
    </>
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

function EventDialog({ row, onClose }: { row: AuditRow; onClose: () => void }) {
  const said = text.audit;
  return (
    <Dialog side open onClose={onClose} title={row.tool ?? said.call} note={utcTime(row.at)}>
      <Facts
        items={[
          [
            said.outcome,
            <Badge key="outcome" tone={outcomeTone(row.outcome)}>
              {outcomeText(row.outcome)}
            </Badge>,
          ],
          [said.server, row.server.name],
          [said.release, <code key="release">{row.releaseId}</code>],
          [
            said.operation,
            row.method === null ? (
              "–"
            ) : (
              <span key="operation">
                <Method method={row.method} /> <code>{row.path}</code>
              </span>
            ),
          ],
          [said.upstreamStatus, row.upstreamStatus ?? "–"],
          [said.duration, duration(row.durationMs)],
          [said.upstreamTime, row.upstreamMs === null ? "–" : duration(row.upstreamMs)],
          [said.size, said.inOut(bytes(row.bytesIn), bytes(row.bytesOut))],
          [said.retries, count(row.retries)],
          [said.redactions, count(row.redactions)],
          [said.client, row.client ?? "–"],
          [said.connection, <code key="connection">{row.connection ?? "–"}</code>],
          [
            said.requestId,
            <Row key="request">
              <code>{row.requestId}</code>
              <CopyButton iconOnly value={row.requestId} />
            </Row>,
          ],
        ]}
      />
    </Dialog>
  );
}
