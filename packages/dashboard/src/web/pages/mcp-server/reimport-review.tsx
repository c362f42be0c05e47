import { useId, useState } from "react";
import type { ReimportPreview, SourceInput } from "../../../server/api/imports.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { count } from "../../format/number.ts";
import { useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { IssueList } from "../../ui/findings.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Stats } from "../../ui/stat.tsx";
import { conflictId, type Decisions, OpenConflicts, SettledConflicts } from "./reimport-conflicts.tsx";
import styles from "./reimport-review.module.css";

const said = text.documents;

/** What importing again would change, and the decisions it needs. */
export function ReimportReview({
  sourceId,
  from,
  preview,
  onBack,
  onDone,
}: {
  sourceId: string;
  from: SourceInput | undefined;
  preview: ReimportPreview;
  onBack: () => void;
  onDone: () => void;
}) {
  const scope = useServerScope();
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const open = preview.conflicts.filter(({ isOpen }) => isOpen);
  const settled = preview.conflicts.filter(({ isOpen }) => !isOpen);
  const left = open.filter((conflict) => !decisions.has(conflictId(conflict))).length;
  const leftId = useId();
  const [enableAdded, setEnableAdded] = useState(false);
  const apply = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].sources[":sourceId"].reimport.$post({
          param: { ...scope, sourceId },
          json: {
            ...(from && { source: from }),
            documentHash: preview.documentHash,
            enableAdded,
            conflicts: open.flatMap((conflict) => {
              const decision = decisions.get(conflictId(conflict));
              return decision === undefined ? [] : [{ key: conflict.key, field: conflict.field, decision }];
            }),
          },
        }),
      ),
    { stale: [keys.server(scope)], done: said.reimported, showsError: true, onDone },
  );
  return (
    <Stack gap={5}>
      {apply.error && (
        <Notice tone="bad" live title={apply.error.message}>
          {apply.error.at}
        </Notice>
      )}
      {preview.unchanged && <Notice tone="good">{said.unchanged}</Notice>}
      {preview.addedScopes.length > 0 && (
        <Notice tone="warn" title={text.publish.scopesTitle}>
          {text.publish.scopesText} <code>{preview.addedScopes.join(" ")}</code>
        </Notice>
      )}
      <Stats
        items={[
          { label: text.diff.added, value: count(preview.added.length) },
          { label: text.diff.removed, value: count(preview.removed.length) },
          { label: text.diff.changed, value: count(preview.changed.length + preview.renamed.length) },
          { label: text.diff.breaking, value: count(preview.breaking) },
          { label: said.keptEdits, value: count(preview.keptEdits) },
        ]}
      />
      {open.length > 0 && <OpenConflicts conflicts={open} decisions={decisions} onDecide={setDecisions} />}
      {settled.length > 0 && <SettledConflicts conflicts={settled} />}
      <Differences preview={preview} />
      {preview.added.length > 0 && (
        <Checkbox label={said.enableAdded} checked={enableAdded} onChange={() => setEnableAdded(!enableAdded)} />
      )}
      <Row between>
        <Button onClick={onBack}>{text.common.back}</Button>
        <Row>
          <span id={leftId} role="status">
            {left > 0 && <Muted>{said.left(left)}</Muted>}
          </span>
          <Button
            variant="primary"
            busy={apply.busy}
            disabled={preview.unchanged || left > 0}
            aria-describedby={leftId}
            onClick={() => apply.run()}
          >
            {said.apply}
          </Button>
        </Row>
      </Row>
    </Stack>
  );
}

function Differences({ preview }: { preview: ReimportPreview }) {
  const groups = [
    {
      title: text.diff.removed,
      rows: preview.removed.map(({ name, enabled }) => ({ name, isOn: enabled, lines: [] })),
    },
    {
      title: said.renamed,
      rows: preview.renamed.map(({ fromName, toName }) => ({
        name: `${fromName} → ${toName}`,
        isOn: false,
        lines: [],
      })),
    },
    {
      title: text.diff.changed,
      rows: preview.changed.map(({ name, changes }) => ({ name, isOn: false, lines: changes })),
    },
    { title: text.diff.added, rows: preview.added.map(({ name }) => ({ name, isOn: false, lines: [] })) },
  ].filter(({ rows }) => rows.length > 0);
  if (groups.length === 0 && preview.issues.length === 0) return null;
  return (
    <Card title={said.differences}>
      <Stack gap={2}>
        {groups.map(({ title, rows }) => (
          <Disclosure key={title} summary={`${title} (${count(rows.length)})`} open={rows.length <= 12}>
            <ul className={styles["differences"]}>
              {rows.map(({ name, isOn, lines }) => (
                <li key={name}>
                  <code>{name}</code> {isOn && <Badge tone="warn">{text.common.on}</Badge>}
                  {lines.map((line) => (
                    <p key={line.text} className={styles["note"]}>
                      {line.text} {line.breaking && <Badge tone="warn">{text.diff.breaking}</Badge>}
                    </p>
                  ))}
                </li>
              ))}
            </ul>
          </Disclosure>
        ))}
        {preview.issues.length > 0 && (
          <Disclosure summary={text.create.issuesTitle(preview.issues.length)}>
            <IssueList issues={preview.issues} />
          </Disclosure>
        )}
      </Stack>
    </Card>
  );
}
