import type { SourceVariable } from "@breezeway/core";
import { text } from "../../text/en.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import styles from "./document-review.module.css";
import { variableNames } from "./draft.ts";

/** Where each `{variable}` of a base URL gets its value. */
export function VariableFields({
  baseUrl,
  variables,
  onChange,
  hints = {},
}: {
  baseUrl: string;
  variables: Readonly<Record<string, SourceVariable>>;
  onChange: (variables: Record<string, SourceVariable>) => void;
  hints?: Readonly<Record<string, string>>;
}) {
  return variableNames(baseUrl).map((name) => {
    const variable = variables[name] ?? { from: "owner", value: "" };
    const set = (next: SourceVariable) => onChange({ ...variables, [name]: next });
    return (
      <div key={name} className={styles["pair"]}>
        <SelectField
          label={text.create.variableFrom(name)}
          value={variable.from}
          options={[
            { value: "owner", label: text.create.variableOwner },
            { value: "grant", label: text.create.variableGrant },
          ]}
          onChange={(event) =>
            set(event.target.value === "grant" ? { from: "grant", name } : { from: "owner", value: "" })
          }
        />
        {variable.from === "owner" && (
          <TextField
            label={text.create.variable(name)}
            hint={hints[name]}
            mono
            required
            pattern=".*\S.*"
            value={variable.value}
            onChange={(event) => set({ from: "owner", value: event.target.value })}
          />
        )}
      </div>
    );
  });
}
