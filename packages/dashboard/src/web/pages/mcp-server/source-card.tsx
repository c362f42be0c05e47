import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { SourceView } from "../../../server/api/servers.ts";
import { api, read } from "../../api/client.ts";
import { keys, serverQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useEditForm } from "../../api/use-edit-form.ts";
import { bytes, count } from "../../format/number.ts";
import { useCan, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { EditFields } from "../../ui/edit-form.tsx";
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

const labels = {
  title: text.documents.sourceTitle,
  baseUrl: text.create.baseUrl,
  variables: text.documents.variables,
  driftSchedule: text.documents.schedule,
};

const useSourceForm = ({ id, title, baseUrl, variables, drift, version }: SourceView) => {
  const scope = useServerScope();
  const queries = useQueryClient();
  return useEditForm({
    stored: { title, baseUrl, variables, driftSchedule: drift.schedule },
    version,
    save: (changes, from) =>
      read(
        api.workspaces[":workspace"].servers[":server"].sources[":sourceId"].$patch({
          param: { ...scope, sourceId: id },
          json: { ...changes, version: from },
        }),
      ),
    onSaved: (view) => queries.setQueryData(serverQuery(scope).queryKey, view),
    stale: [keys.server(scope)],
    done: text.serverSettings.saved,
  });
};

function SourceForm({ source }: { source: SourceView }) {
  const can = useCan();
  const form = useSourceForm(source);
  const { values, set, error } = form;
  return (
    <EditFields
      form={form}
      canEdit={can("servers.edit")}
      fields={["title", "baseUrl", "driftSchedule"]}
      labelOf={(at) => labels[at as keyof typeof labels] ?? at}
    >
      <TextField
        label={labels.title}
        required
        maxLength={120}
        value={values.title}
        error={error?.forField("title")}
        onChange={(event) => set({ title: event.target.value })}
      />
      <TextField
        label={labels.baseUrl}
        hint={text.create.baseUrlHint}
        mono
        required
        value={values.baseUrl}
        error={error?.forField("baseUrl")}
        onChange={(event) => set({ baseUrl: event.target.value })}
      />
      <VariableFields
        baseUrl={values.baseUrl}
        variables={values.variables}
        onChange={(variables) => set({ variables })}
      />
      {source.url !== null && (
        <SelectField
          label={labels.driftSchedule}
          hint={text.documents.scheduleHint}
          value={values.driftSchedule}
          error={error?.forField("driftSchedule")}
          onChange={(event) => set({ driftSchedule: event.target.value as Schedule })}
          options={(["off", "daily", "weekly"] as const).map((value) => ({
            value,
            label: text.documents.schedules[value],
          }))}
        />
      )}
    </EditFields>
  );
}
