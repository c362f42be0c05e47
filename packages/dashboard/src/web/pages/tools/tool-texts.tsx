import type { ToolAnnotations } from "@breezeway/core";
import { RotateCcw } from "lucide-react";
import { useState } from "react";
import type { ToolEdit } from "../../../server/api/tools.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Row, Stack } from "../../ui/layout.tsx";
import type { PanelProps } from "./panel-props.ts";

const hintNames = ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const;

/** Name, title, description and hints; each can go back to what the document says. */
export function ToolTexts({ tool, edits, canEdit }: PanelProps) {
  const [name, setName] = useState(tool.name);
  const [title, setTitle] = useState(tool.title);
  const [description, setDescription] = useState(tool.description);
  const [hints, setHints] = useState<ToolAnnotations>(tool.annotations);
  const said = text.tools.detail;
  const ref = { sourceId: tool.sourceId, key: tool.key };
  const isHintChanged = hintNames.some((hint) => hints[hint] !== tool.annotations[hint]);
  const isChanged = name !== tool.name || title !== tool.title || description !== tool.description || isHintChanged;

  const save = () => {
    const edit: ToolEdit = {
      ...ref,
      ...(name !== tool.name && { name: name === tool.generated.name ? null : name }),
      ...(title !== tool.title && { title: title === tool.generated.title ? null : title }),
      ...(description !== tool.description && {
        description: description === tool.generated.description ? null : description,
      }),
      ...(isHintChanged && { annotations: hints }),
    };
    edits.edit([edit], text.tools.editDone);
  };
  const reset = (fields: readonly ToolEditField[]) => {
    for (const field of fields) {
      if (field === "name") setName(tool.generated.name);
      if (field === "title") setTitle(tool.generated.title);
      if (field === "description") setDescription(tool.generated.description);
      if (field === "annotations") setHints(tool.generated.annotations);
    }
    const nulls = Object.fromEntries(fields.map((field) => [field, null]));
    edits.edit([{ ...ref, ...nulls }], text.tools.resetDone);
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
            onChange={(event) => setName(event.target.value)}
          />
          {resetOf("name")}
        </Stack>
        <Stack gap={1}>
          <TextField
            label={said.title}
            maxLength={120}
            readOnly={!canEdit}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
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
            onChange={(event) => setDescription(event.target.value)}
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
                onChange={() => setHints({ ...hints, [hint]: !hints[hint] })}
              />
            ))}
            {resetOf("annotations")}
          </Stack>
        </fieldset>
        {canEdit && (
          <Row between>
            <Button type="submit" variant="primary" disabled={!isChanged} busy={edits.busy}>
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
