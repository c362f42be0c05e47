import { text } from "../../text/en.ts";
import { SelectField, TextArea, TextField } from "../../ui/field.tsx";
import { Muted, Stack } from "../../ui/layout.tsx";
import type { FormField } from "./form-values.ts";

/** One control for each argument, made from the schema that clients get. */
export function ArgumentForm({
  fields,
  typed,
  bad,
  onChange,
}: {
  fields: readonly FormField[];
  typed: Readonly<Record<string, string | undefined>>;
  bad: readonly string[];
  onChange: (name: string, value: string) => void;
}) {
  if (fields.length === 0) return <Muted>{text.tools.detail.noArguments}</Muted>;
  return (
    <Stack>
      {fields.map((field) => (
        <ArgumentField
          key={field.name}
          field={field}
          value={typed[field.name] ?? ""}
          error={bad.includes(field.name) ? text.tools.detail.badJson : undefined}
          onChange={(value) => onChange(field.name, value)}
        />
      ))}
    </Stack>
  );
}

function ArgumentField({
  field,
  value,
  error,
  onChange,
}: {
  field: FormField;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
}) {
  const shared = {
    label: <code>{field.name}</code>,
    hint: field.description === "" ? undefined : field.description,
    error,
    optional: field.required ? undefined : text.common.optional,
    required: field.required,
    value,
  };
  if (field.kind === "choice" || field.kind === "boolean") {
    const choices = field.kind === "boolean" ? [true, false] : field.choices;
    return (
      <SelectField
        {...shared}
        onChange={(event) => onChange(event.target.value)}
        options={[
          { value: "", label: "–" },
          ...choices.map((choice) => ({
            value: JSON.stringify(choice),
            label: typeof choice === "string" ? choice : JSON.stringify(choice),
          })),
        ]}
      />
    );
  }
  if (field.kind === "json")
    return <TextArea {...shared} mono short onChange={(event) => onChange(event.target.value)} />;
  return (
    <TextField
      {...shared}
      mono
      inputMode={field.kind === "number" ? "decimal" : undefined}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
