import { RotateCcw } from "lucide-react";
import type { ToolDetail, ToolEdit } from "../../../server/api/tools.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import type { PanelProps } from "./panel-props.ts";
import { changedTexts, type ToolTextValues, withoutTexts } from "./tool-draft.ts";

const hintNames = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;

/** Name, title, description and hints; each can go back to what the document says. */
export function ToolTexts({ tool, edits, canEdit, draft, onDraft }: PanelProps) {
  const said = text.tools.detail;
  const ref = { sourceId: tool.sourceId, key: tool.key };
  const { name, title, description, annotations: hints } = { ...textsOf(tool), ...draft.texts };
  const changed = changedTexts(textsOf(tool), draft);
  const set = (change: Partial<ToolTextValues>) => onDraft((now) => ({ ...now, texts: { ...now.texts, ...change } }));
  const forget = (fields: readonly string[]) => () => onDraft((now) => withoutTexts(now, fields));

  const save = () => {
    const { annotations, ...texts } = changed;
    const edit: ToolEdit = {
      ...ref,
      ...Object.fromEntries(
        Object.entries(texts).map(([field, value]) => [
          field,
          value === tool.generated[field as keyof typeof texts] ? null : value,
        ]),
      ),
      ...(annotations && { annotations }),
    };
    edits.edit([edit], text.tools.editDone, forget(Object.keys(changed)));
  };
  const reset = (fields: readonly ToolEditField[]) => {
    const nulls = Object.fromEntries(fields.map((field) => [field, null]));
    edits.edit([{ ...ref, ...nulls }], text.tools.resetDone, forget(fields));
  };
  const resetOf = (field: ToolEditField) =>
    canEdit &&
    tool.edited.includes(field) && (
      <Row>
        <Button
          size="small"
          variant="quiet"
          icon={<RotateCcw size={14} aria-hidden="true" />}
          onClick={() => reset([field])}
        >
          {said.reset}
        </Button>
      </Row>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap={4}>
        <Stack gap={1}>
          <TextField
            label={said.name}
            hint={said.nameHint}
            mono
            required
            pattern="[A-Za-z0-9_\-]{1,64}"
            readOnly={!canEdit}
            value={name}
            onChange={(event) => set({ name: event.target.value })}
          />
          {resetOf("name")}
        </Stack>
        <Stack gap={1}>
          <TextField
            label={said.title}
            maxLength={120}
            readOnly={!canEdit}
            value={title}
            onChange={(event) => set({ title: event.target.value })}
          />
          {resetOf("title")}
        </Stack>
        <Stack gap={1}>
          <TextArea
            label={said.description}
            hint={said.descriptionHint}
            maxLength={4000}
            readOnly={!canEdit}
            value={description}
            onChange={(event) => set({ description: event.target.value })}
          />
          {resetOf("description")}
        </Stack>
        <fieldset disabled={!canEdit}>
          <legend>{said.hints}</legend>
          <Stack gap={2}>
            {hintNames.map((hint) => (
              <Checkbox
                key={hint}
                label={said.hint[hint][0]}
                hint={said.hint[hint][1]}
                checked={hints[hint]}
                onChange={() => set({ annotations: { ...hints, [hint]: !hints[hint] } })}
              />
            ))}
            {resetOf("annotations")}
          </Stack>
        </fieldset>
        {canEdit && (
          <Row between>
            <Button type="submit" variant="primary" disabled={Object.keys(changed).length === 0} busy={edits.busy}>
              {said.save}
            </Button>
            {tool.edited.length > 0 && (
              <Button
                variant="quiet"
                onClick={() => reset(["name", "title", "description", "annotations", "arguments"])}
              >
                {said.resetAll}
              </Button>
            )}
          </Row>
        )}
      </Stack>
    </form>
  );
}

type ToolEditField = "name" | "title" | "description" | "annotations" | "arguments";

const textsOf = ({ name, title, description, annotations }: ToolDetail): ToolTextValues => ({
  name,
  title,
  description,
  annotations,
});
