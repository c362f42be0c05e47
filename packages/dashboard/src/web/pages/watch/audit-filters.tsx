import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { activityQuery, serversQuery, toolsQuery } from "../../api/queries.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { type AuditField, type AuditFilter, auditFields, fromLocalInput, toLocalInput } from "./audit-filter.ts";
import styles from "./audit.module.css";
import { outcomes } from "./outcomes.ts";

const said = text.audit;

type OnSet = (name: AuditField, value: string) => void;

export function AuditFilters({
  filter,
  onSet,
  onClear,
  hasServerField,
}: {
  filter: AuditFilter;
  onSet: OnSet;
  onClear: () => void;
  hasServerField: boolean;
}) {
  const servers = useQuery(serversQuery(useWorkspace().slug));
  const [wantsNames, setWantsNames] = useState(false);
  const known = useKnownNames(filter.server, wantsNames);
  const typed = { filter, onSet, onNeed: () => setWantsNames(true) };
  return (
    <search className={styles["filters"]} aria-label={said.filters}>
      {hasServerField && (
        <SelectField
          label={said.server}
          value={filter.server ?? ""}
          onChange={(event) => onSet("server", event.target.value)}
          options={[
            { value: "", label: text.common.all },
            ...(servers.data?.servers ?? []).map(({ slug, name }) => ({ value: slug, label: name })),
          ]}
        />
      )}
      <SelectField
        label={said.outcome}
        value={filter.outcome ?? ""}
        onChange={(event) => onSet("outcome", event.target.value)}
        options={[
          { value: "", label: text.common.all },
          { value: "failed", label: said.anyFailure },
          ...outcomes.map((outcome) => ({ value: outcome, label: text.outcomes[outcome] })),
        ]}
      />
      <NameField {...typed} name="tool" label={said.tool} known={known.tools} />
      <NameField {...typed} name="client" label={said.client} known={known.clients} />
      <SelectField
        label={said.unnamed}
        value={filter.without ?? ""}
        onChange={(event) => onSet("without", event.target.value)}
        options={said.unnamedOptions}
      />
      <NameField {...typed} name="connection" label={said.connection} />
      <NameField {...typed} name="request" label={said.requestId} />
      <div className={styles["times"]}>
        <TextField
          label={said.from}
          type="datetime-local"
          value={toLocalInput(filter.from)}
          onChange={(event) => onSet("from", fromLocalInput(event.target.value))}
        />
        <TextField
          label={said.to}
          type="datetime-local"
          value={toLocalInput(filter.to)}
          onChange={(event) => onSet("to", fromLocalInput(event.target.value))}
        />
      </div>
      {isFiltered(filter, hasServerField) && (
        <Button variant="quiet" onClick={onClear}>
          {text.common.clearFilters}
        </Button>
      )}
    </search>
  );
}

export const isFiltered = (filter: AuditFilter, hasServerField: boolean): boolean =>
  auditFields.some((name) => filter[name] !== undefined && (name !== "server" || hasServerField));

/** A name chosen from the list comes without a key having been pressed; browsers say so in two ways. */
const isChoice = (event: Event): boolean =>
  !(event instanceof InputEvent) || event.inputType === "insertReplacementText";

/** A text that is compared as a whole: it counts once it is done, by Enter, by leaving the field or as one of those offered. */
function NameField({
  name,
  label,
  filter,
  onSet,
  onNeed,
  known = [],
}: {
  name: "tool" | "client" | "connection" | "request";
  label: string;
  filter: AuditFilter;
  onSet: OnSet;
  onNeed: () => void;
  known?: readonly string[];
}) {
  const listId = useId();
  const value = filter[name] ?? "";
  const [typed, setTyped] = useState({ from: value, text: value });
  if (typed.from !== value) setTyped({ from: value, text: value });
  const settle = (entered: string) => {
    if (entered.trim() !== value) onSet(name, entered.trim());
  };
  return (
    <>
      <TextField
        label={label}
        placeholder={said.whole[name]}
        list={known.length > 0 ? listId : undefined}
        value={typed.text}
        onFocus={onNeed}
        onChange={({ target, nativeEvent }) => {
          setTyped({ from: value, text: target.value });
          if (isChoice(nativeEvent) && known.includes(target.value)) settle(target.value);
        }}
        onBlur={(event) => settle(event.target.value)}
        onKeyDown={(event) => event.key === "Enter" && settle(event.currentTarget.value)}
      />
      {known.length > 0 && (
        <datalist id={listId}>
          {known.map((option) => (
            <option key={option} value={option} />
          ))}
        </datalist>
      )}
    </>
  );
}

const namesOf = (rows: readonly { name: string | null }[] = []): string[] =>
  rows.flatMap(({ name }) => (name === null ? [] : [name]));

/** Names to choose from: all tools of the server in question, and what was busy in the last 30 days. */
const useKnownNames = (server: string | undefined, isWanted: boolean) => {
  const workspace = useWorkspace().slug;
  const activity = useQuery({ ...activityQuery(workspace, "30d", server), enabled: isWanted, refetchInterval: false });
  const tools = useQuery({
    ...toolsQuery({ workspace, server: server ?? "" }),
    enabled: isWanted && server !== undefined,
  });
  return {
    tools: [...new Set([...namesOf(activity.data?.topTools), ...namesOf(tools.data?.tools)])],
    clients: namesOf(activity.data?.topClients),
  };
};
