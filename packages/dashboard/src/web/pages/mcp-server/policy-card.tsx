import type { ServerPolicy } from "@breezeway/core";
import { useQueryClient } from "@tanstack/react-query";
import { api, read } from "../../api/client.ts";
import { keys, serverQuery } from "../../api/queries.ts";
import { useEditForm } from "../../api/use-edit-form.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { EditForm } from "../../ui/edit-form.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import styles from "./policy-card.module.css";

const said = text.policy;

type NumberName = {
  [Name in keyof ServerPolicy]-?: NonNullable<ServerPolicy[Name]> extends number ? Name : never;
}[keyof ServerPolicy];

const numbers: readonly (readonly [name: NumberName, factor: number])[] = [
  ["callTimeoutMs", 1_000],
  ["maxResponseBytes", 1_000],
  ["maxResultCharacters", 1],
  ["callsPerMinutePerConnection", 1],
  ["maxConcurrentCalls", 1],
];

const lines = (typed: string): string[] =>
  typed
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

const labelOf = (at: string): string => {
  const name = at.replace(/^policy\./, "");
  if (name === "readOnly") return said.readOnly;
  if (name === "allowedClientCidrs") return said.cidrs;
  if (name === "allowedOrigins") return said.origins;
  return (said.numbers as Readonly<Record<string, readonly string[]>>)[name]?.[0] ?? at;
};

const usePolicyForm = () => {
  const { policy, version } = useServer();
  const scope = useServerScope();
  const queries = useQueryClient();
  return useEditForm({
    stored: {
      ...policy,
      allowedClientCidrs: policy.allowedClientCidrs.join("\n"),
      allowedOrigins: policy.allowedOrigins.join("\n"),
    },
    version,
    save: ({ allowedClientCidrs, allowedOrigins, ...changes }, from) =>
      read(
        api.workspaces[":workspace"].servers[":server"].$patch({
          param: scope,
          json: {
            policy: {
              ...changes,
              ...(allowedClientCidrs !== undefined && { allowedClientCidrs: lines(allowedClientCidrs) }),
              ...(allowedOrigins !== undefined && { allowedOrigins: lines(allowedOrigins) }),
            },
            version: from,
          },
        }),
      ),
    onSaved: (view) => queries.setQueryData(serverQuery(scope).queryKey, view),
    stale: [keys.server(scope)],
    done: text.serverSettings.saved,
    fieldOf: (at) => at.replace(/^policy\./, ""),
  });
};

/** Limits that hold for every call. */
export function PolicyCard() {
  const can = useCan();
  const form = usePolicyForm();
  const { values, set } = form;
  return (
    <EditForm
      form={form}
      title={said.title}
      note={said.note}
      canEdit={can("servers.edit")}
      fields={[]}
      labelOf={labelOf}
    >
      <Checkbox
        label={said.readOnly}
        hint={said.readOnlyHint}
        checked={values.readOnly}
        onChange={() => set({ readOnly: !values.readOnly })}
      />
      <div className={styles["grid"]}>
        {numbers.map(([name, factor]) => (
          <TextField
            key={name}
            label={said.numbers[name][0]}
            hint={said.numbers[name][1]}
            type="number"
            min={1}
            required={name !== "callsPerMinutePerConnection"}
            value={values[name] === null ? "" : values[name] / factor}
            onChange={(event) =>
              set({
                [name]: event.target.value === "" ? null : Math.round(event.target.valueAsNumber * factor),
              })
            }
          />
        ))}
      </div>
      <TextArea
        label={said.cidrs}
        hint={said.cidrsHint}
        optional={text.common.optional}
        mono
        value={values.allowedClientCidrs}
        onChange={(event) => set({ allowedClientCidrs: event.target.value })}
      />
      <TextArea
        label={said.origins}
        hint={said.originsHint}
        optional={text.common.optional}
        mono
        value={values.allowedOrigins}
        onChange={(event) => set({ allowedOrigins: event.target.value })}
      />
    </EditForm>
  );
}
