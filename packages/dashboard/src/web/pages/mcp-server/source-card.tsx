import type { SourceVariable } from "@breezeway/core";
import { useState } from "react";
import type { SourceView } from "../../../server/api/servers.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { bytes, count } from "../../format/number.ts";
import { useCan, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Facts, Row, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { VariableFields } from "../create/variable-fields.tsx";

type Schedule = SourceView["drift"]["schedule"];

export function SourceCard({
  source,
  isOnly,
  onReimport,
}: {
  source: SourceView;
  isOnly: boolean;
  onReimport: () => void;
}) {
  const scope = useServerScope();
  const can = useCan();
  const [isRemoving, setRemoving] = useState(false);
  const target = { param: { ...scope, sourceId: source.id } };
  const routes = api.workspaces[":workspace"].servers[":server"].sources[":sourceId"];
  const stale = [keys.server(scope), keys.servers(scope.workspace)];
  const check = useAction(() => read(routes["drift-check"].$post(target)), { stale, done: text.documents.checked });
  const remove = useAction(() => read(routes.$delete(target)), {
    stale,
    done: text.documents.removed,
    onDone: () => setRemoving(false),
  });
  return (
    <Card
      title={source.title}
      note={source.url ?? source.fileName ?? undefined}
      actions={
        can("servers.edit") && (
          <Row>
            {source.url !== null && (
              <Button size="small" busy={check.busy} onClick={() => check.run()}>
                {text.documents.check}
              </Button>
            )}
            <Button size="small" variant="primary" onClick={onReimport}>
              {text.documents.reimport}
            </Button>
            {!isOnly && (
              <Button size="small" variant="quiet" onClick={() => setRemoving(true)}>
                {text.common.remove}
              </Button>
            )}
          </Row>
        )
      }
    >
      <Stack gap={5}>
        {source.drift.found && <Notice tone="warn">{text.documents.drifted}</Notice>}
        {source.drift.error !== null && <Notice tone="bad">{source.drift.error}</Notice>}
        <Facts
          items={[
            [text.documents.version, `${source.documentVersion} · ${source.dialect} · ${bytes(source.bytes)}`],
            [text.nav.tools, count(source.tools)],
            [text.documents.imported, <Moment key="imported" at={source.importedAt} />],
            [
              text.documents.lastCheck,
              source.drift.checkedAt === null ? (
                text.accessKeys.never
              ) : (
                <Row key="checked">
                  <Moment at={source.drift.checkedAt} />
                  {!source.drift.found && source.drift.error === null && (
                    <Badge tone="good">{text.documents.same}</Badge>
                  )}
                </Row>
              ),
            ],
          ]}
        />
        <SourceForm source={source} />
      </Stack>
      <ConfirmDialog
        open={isRemoving}
        onClose={() => setRemoving(false)}
        onConfirm={() => remove.run()}
        busy={remove.busy}
        title={text.documents.removeTitle(source.title)}
        confirm={text.common.remove}
      >
        <p>{text.documents.removeText(source.tools)}</p>
      </ConfirmDialog>
    </Card>
  );
}

function SourceForm({ source }: { source: SourceView }) {
  const scope = useServerScope();
  const can = useCan();
  const [title, setTitle] = useState(source.title);
  const [baseUrl, setBaseUrl] = useState(source.baseUrl);
  const [variables, setVariables] = useState<Record<string, SourceVariable>>(source.variables);
  const [schedule, setSchedule] = useState<Schedule>(source.drift.schedule);
  const save = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].sources[":sourceId"].$patch({
          param: { ...scope, sourceId: source.id },
          json: { title, baseUrl, variables, driftSchedule: schedule },
        }),
      ),
    { stale: [keys.server(scope)], done: text.serverSettings.saved, showsError: true },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.run();
      }}
    >
      <fieldset disabled={!can("servers.edit")}>
        <Stack>
          {save.error && (
            <Notice tone="bad" live>
              {save.error.message}
            </Notice>
          )}
          <TextField
            label={text.documents.sourceTitle}
            required
            maxLength={120}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
          <TextField
            label={text.create.baseUrl}
            hint={text.create.baseUrlHint}
            mono
            required
            value={baseUrl}
            onChange={(event) => setBaseUrl(event.target.value)}
          />
          <VariableFields baseUrl={baseUrl} variables={variables} onChange={setVariables} />
          {source.url !== null && (
            <SelectField
              label={text.documents.schedule}
              hint={text.documents.scheduleHint}
              value={schedule}
              onChange={(event) => setSchedule(event.target.value as Schedule)}
              options={(["off", "daily", "weekly"] as const).map((value) => ({
                value,
                label: text.documents.schedules[value],
              }))}
            />
          )}
          {can("servers.edit") && (
            <Row>
              <Button type="submit" busy={save.busy}>
                {text.common.save}
              </Button>
            </Row>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
