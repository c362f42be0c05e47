import { text } from "../../text/en.ts";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Muted, Stack } from "../../ui/layout.tsx";
import { ArgumentGroup, ChoicesField } from "./argument-group.tsx";
import type { FormField } from "./form-fields.ts";
import { entryPath, isStarted, type Typed, typedList, typedText } from "./form-values.ts";
import { ListField } from "./list-field.tsx";

export interface FormState {
  typed: Typed;
  /** Paths whose text is no value of their type. */
  bad: readonly string[];
  onChange: (path: string, value: string | readonly string[]) => void;
}

/** One control for each argument, made from the schema that clients get. */
export function ArgumentForm({ fields, ...state }: FormState & { fields: readonly FormField[] }) {
  if (fields.length === 0) return <Muted>{text.tools.detail.noArguments}</Muted>;
  return <Fields fields={fields} isWanted state={state} />;
}

function Fields({
  fields,
  isWanted,
  state,
}: {
  fields: readonly FormField[];
  /** What the fields require is required only where their object is sent. */
  isWanted: boolean;
  state: FormState;
}) {
  return (
    <Stack>
      {fields.map((field) => (
        <ArgumentField key={field.path} field={field} isRequired={isWanted && field.required} state={state} />
      ))}
    </Stack>
  );
}

function ArgumentField({ field, isRequired, state }: { field: FormField; isRequired: boolean; state: FormState }) {
  const { path } = field;
  const isBad = state.bad.includes(path);
  const frame = {
    label: <code>{field.name}</code>,
    hint: field.description === "" ? undefined : field.description,
    optional: isRequired ? undefined : text.common.optional,
  };
  const control = {
    ...frame,
    error: isBad ? text.tryIt.notOfType : undefined,
    required: isRequired,
    value: typedText(state.typed, path),
  };
  const onText = (event: { target: { value: string } }) => state.onChange(path, event.target.value);
  const list = { ...frame, isBad, entries: typedList(state.typed, path) };
  switch (field.kind) {
    case "group":
      return (
        <ArgumentGroup {...frame}>
          <Fields fields={field.fields} isWanted={isRequired || isStarted(field, state.typed)} state={state} />
        </ArgumentGroup>
      );
    case "list":
      return (
        <ListField
          {...list}
          name={field.name}
          isRequired={isRequired}
          entry={typedText(state.typed, entryPath(path))}
          onChange={(entries) => state.onChange(path, entries)}
          onEntry={(entry) => state.onChange(entryPath(path), entry)}
        />
      );
    case "choices":
      return <ChoicesField {...list} choices={field.choices} onChange={(entries) => state.onChange(path, entries)} />;
    case "choice":
    case "boolean":
      return (
        <SelectField
          {...control}
          onChange={onText}
          options={[
            { value: "", label: "–" },
            ...("choices" in field ? field.choices : [true, false]).map((choice) => ({
              value: JSON.stringify(choice),
              label: typeof choice === "string" ? choice : JSON.stringify(choice),
            })),
          ]}
        />
      );
    case "json": {
      const example = JSON.stringify(field.example);
      return (
        <TextArea
          {...control}
          hint={<JsonHint said={field.description} example={example} />}
          error={isBad ? text.tryIt.notJson(example) : undefined}
          mono
          short
          onChange={onText}
        />
      );
    }
    case "text":
    case "number":
      return (
        <TextField {...control} mono inputMode={field.kind === "number" ? "decimal" : undefined} onChange={onText} />
      );
  }
}

function JsonHint({ said, example }: { said: string; example: string }) {
  return (
    <>
      {said} {text.tryIt.jsonHint} <code>{example}</code>
    </>
  );
}
