import type { ReactNode } from "react";
import type { SettingsConflict } from "../../server/api/fields.ts";
import type { EditFormState } from "../api/use-edit-form.ts";
import { text } from "../text/en.ts";
import { Button } from "./button.tsx";
import { Card, Row, Stack } from "./layout.tsx";
import { Moment } from "./moment.tsx";
import { Notice } from "./notice.tsx";

const said = text.editForm;

interface EditFieldsProps {
  form: EditFormState;
  canEdit: boolean;
  /** Names of fields that show an error of their own. */
  fields: readonly string[];
  /** How people know a field of the API. */
  labelOf: (at: string) => string;
  children: ReactNode;
}

/** A form over stored settings; who may not change them sees them without the buttons. */
export function EditFields({ form, canEdit, fields, labelOf, children }: EditFieldsProps) {
  const { error, conflict } = form;
  const isOfField = error !== undefined && fields.some((name) => error.forField(name) !== undefined);
  return (
    <form onSubmit={form.onSubmit}>
      <fieldset disabled={!canEdit}>
        <Stack gap={5}>
          {error && !conflict && !isOfField && (
            <Notice tone="bad" live title={error.message}>
              {error.at !== undefined && labelOf(error.at)}
            </Notice>
          )}
          {children}
          {conflict && <ConflictNotice form={form} conflict={conflict} labelOf={labelOf} />}
          {canEdit && (
            <Row>
              <Button type="submit" variant="primary" busy={form.busy} disabled={!form.isChanged}>
                {text.common.save}
              </Button>
              {form.isChanged && (
                <Button variant="quiet" onClick={form.discard}>
                  {said.discard}
                </Button>
              )}
            </Row>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}

/** The same as a card of its own. */
export function EditForm({ title, note, ...rest }: EditFieldsProps & { title: string; note?: ReactNode }) {
  return (
    <Card title={title} note={note}>
      <EditFields {...rest} />
    </Card>
  );
}

/** Who changed what meanwhile, and the choice. */
function ConflictNotice({
  form,
  conflict,
  labelOf,
}: {
  form: EditFormState;
  conflict: SettingsConflict;
  labelOf: (at: string) => string;
}) {
  return (
    <Notice tone="warn" live title={said.conflictTitle}>
      <Stack gap={3}>
        <ul>
          {conflict.fields.map(({ at, by, when, value }) => (
            <li key={at}>
              {said.changedBy(by, labelOf(at))} {when !== null && <Moment at={when} />}
              {": "}
              <q>{describe(value)}</q>
            </li>
          ))}
        </ul>
        <Row>
          <Button size="small" busy={form.busy} onClick={form.keepMine}>
            {said.keepMine}
          </Button>
          <Button size="small" onClick={form.takeTheirs}>
            {said.takeTheirs}
          </Button>
        </Row>
      </Stack>
    </Notice>
  );
}

const longestShown = 160;

const describe = (value: unknown): string => {
  if (typeof value === "boolean") return value ? text.common.on : text.common.off;
  if (value === null || value === "") return text.common.none;
  if (Array.isArray(value)) return value.length === 0 ? text.common.none : value.join(", ");
  const words = typeof value === "string" ? value : JSON.stringify(value);
  if (words.startsWith("data:image/")) return said.image;
  return words.length > longestShown ? `${words.slice(0, longestShown)}…` : words;
};
