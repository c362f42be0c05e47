import { useState } from "react";
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
import { SelectField } from "../../ui/field.tsx";
import { IssueList } from "../../ui/findings.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Stats } from "../../ui/stat.tsx";
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
  const [dropped, setDropped] = useState<ReadonlySet<string>>(new Set());
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
            conflicts: preview.conflicts.map(({ key, field }) => ({
              key,
              field,
              decision: dropped.has(`${key} ${field}`) ? ("drop" as const) : ("keep" as const),
            })),
          },
        }),
      ),
    { stale: [keys.server(scope)], done: said.reimported, showsError: true, onDone },
  );
  const settle = (id: string, decision: string) => {
    const next = new Set(dropped);
    if (decision === "drop") next.add(id);
    else next.delete(id);
    setDropped(next);
  };
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
      {preview.conflicts.length > 0 && (
        <Card title={said.conflicts(preview.conflicts.length)} note={said.conflictsNote}>
          <ul className={styles["conflicts"]}>
            {preview.conflicts.map(({ key, name, field, message }) => (
              <li key={`${key} ${field}`}>
                <div>
                  <code>{name}</code> · {field}
                  <p className={styles["note"]}>{message}</p>
                </div>
                <SelectField
                  label={said.decision(name, field)}
                  hideLabel
                  value={dropped.has(`${key} ${field}`) ? "drop" : "keep"}
                  onChange={(event) => settle(`${key} ${field}`, event.target.value)}
                  options={[
                    { value: "keep", label: said.keepEdit },
                    { value: "drop", label: said.dropEdit },
                  ]}
                />
              </li>
            ))}
          </ul>
        </Card>
      )}
      <Differences preview={preview} />
      {preview.added.length > 0 && (
        <Checkbox label={said.enableAdded} checked={enableAdded} onChange={() => setEnableAdded(!enableAdded)} />
      )}
      <Row between>
        <Button onClick={onBack}>{text.common.back}</Button>
        <Button variant="primary" busy={apply.busy} disabled={preview.unchanged} onClick={() => apply.run()}>
          {said.apply}
        </Button>
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
                  <code>{name}</code> {isOn && <Badge tone="warn">{text.status.live}</Badge>}
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
