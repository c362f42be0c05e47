import type { ToolArgument } from "../../../server/api/tools.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Muted, Row, Stack } from "../../ui/layout.tsx";
import { parseValue, toOverride, type Treatment } from "./argument-value.ts";
import type { PanelProps } from "./panel-props.ts";
import { type ArgumentValues, savedArgument, withoutArgument } from "./tool-draft.ts";

/** Each argument: whether the model decides it, and how it is described. */
export function ArgumentList(props: PanelProps) {
  if (props.tool.arguments.length === 0) return <Muted>{text.tools.detail.noArguments}</Muted>;
  return (
    <Stack gap={2}>
      {props.tool.arguments.map((argument) => (
        <Disclosure
          key={argument.name}
          summary={
            <Row>
              <code>{argument.name}</code>
              <Muted small>
                {argument.type} · {argument.in}
              </Muted>
              {argument.required && <Badge>{text.tools.detail.required}</Badge>}
              {argument.override !== null && <Badge tone="accent">{text.tools.edited}</Badge>}
            </Row>
          }
        >
          <ArgumentForm argument={argument} {...props} />
        </Disclosure>
      ))}
    </Stack>
  );
}

function ArgumentForm({ argument, tool, edits, canEdit, draft, onDraft }: PanelProps & { argument: ToolArgument }) {
  const { override, name } = argument;
  const values = draft.arguments[name] ?? savedArgument(argument);
  const { treatment, typed, description } = values;
  const set = (change: Partial<ArgumentValues>) =>
    onDraft((now) => ({ ...now, arguments: { ...now.arguments, [name]: { ...values, ...change } } }));
  const said = text.tools.detail;
  const needsValue = treatment === "fixed" || treatment === "default";
  const value = needsValue ? parseValue(typed, argument.schema) : undefined;
  const isBad = needsValue && value === undefined;
  const send = (reset: boolean) =>
    edits.edit(
      [
        {
          sourceId: tool.sourceId,
          key: tool.key,
          arguments: {
            [name]: reset
              ? null
              : toOverride({
                  treatment,
                  value,
                  description: description === argument.description ? undefined : description,
                }),
          },
        },
      ],
      reset ? text.tools.resetDone : text.tools.editDone,
      () => onDraft((now) => withoutArgument(now, name)),
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBad) send(false);
      }}
    >
      <fieldset disabled={!canEdit}>
        <Stack gap={3}>
          <SelectField
            label={said.treatment}
            value={treatment}
            onChange={(event) => set({ treatment: event.target.value as Treatment })}
            options={(["open", "default", "fixed", "hidden"] as const).map((entry) => ({
              value: entry,
              label: said.treatments[entry],
              disabled: entry === "hidden" && argument.required,
            }))}
          />
          {needsValue && (
            <TextField
              label={said.value}
              hint={said.valueHint}
              error={isBad && typed !== "" ? said.badJson : undefined}
              mono
              value={typed}
              onChange={(event) => set({ typed: event.target.value })}
            />
          )}
          <TextArea
            label={said.argumentDescription}
            maxLength={2000}
            value={description}
            onChange={(event) => set({ description: event.target.value })}
          />
          <Row>
            <Button type="submit" size="small" variant="primary" disabled={isBad} busy={edits.busy}>
              {said.save}
            </Button>
            {override !== null && (
              <Button size="small" variant="quiet" onClick={() => send(true)}>
                {said.reset}
              </Button>
            )}
          </Row>
        </Stack>
      </fieldset>
    </form>
  );
}
