import type { AuditRow } from "../../../server/api/activity.ts";
import { bytes, count, duration } from "../../format/number.ts";
import { utcTime } from "../../format/time.ts";
import { text } from "../../text/en.ts";
import { Badge, Method } from "../../ui/badge.tsx";
import { CopyButton } from "../../ui/copy-button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Facts, Row } from "../../ui/layout.tsx";
import { outcomeText, outcomeTone } from "./outcomes.ts";

/** All that is kept of one call. Its address is the page's: it can be passed on. */
export function EventDialog({ row, onClose }: { row: AuditRow; onClose: () => void }) {
  const said = text.audit;
  return (
    <Dialog
      side
      open
      onClose={onClose}
      title={row.tool ?? said.call}
      note={utcTime(row.at)}
      footer={<CopyButton value={location.href} label={said.copyLink} />}
    >
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

/** For an address that outlived its call. */
export function LostEventDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog side open onClose={onClose} title={text.audit.lostTitle}>
      <p>{text.audit.lostText}</p>
    </Dialog>
  );
}
