import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Permission } from "../../../server/api/permissions.ts";
import { api, read } from "../../api/client.ts";
import { apiTokensQuery, rolesQuery } from "../../api/queries.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { MakeOnceDialog } from "../../ui/make-once-dialog.tsx";
import { QueryView } from "../../ui/query-view.tsx";

const said = text.apiTokens;
/** Enough to look around, and nothing that changes anything. */
const firstScopes: readonly Permission[] = ["workspace.read", "servers.read"];

/** Name, scopes and lifetime; then the token itself, this once. */
export function MakeTokenDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [scopes, setScopes] = useState<ReadonlySet<Permission>>(new Set(firstScopes));
  return (
    <MakeOnceDialog
      title={said.make}
      action={said.make}
      isReady={scopes.size > 0}
      make={() =>
        read(
          api.workspaces[":workspace"]["api-tokens"].$post({
            param: { workspace: workspace.slug },
            json: { name, scopes: [...scopes], expiresInDays: Number(days) },
          }),
        )
      }
      stale={apiTokensQuery(workspace.slug).queryKey}
      fields={["name", "expiresInDays"]}
      show={({ secret }) => ({
        title: said.madeTitle,
        note: text.accessKeys.madeNote,
        label: said.tokens,
        value: secret,
        done: text.accessKeys.stored,
      })}
      onClose={onClose}
    >
      {(errorOf) => (
        <>
          <TextField
            label={said.name}
            hint={said.nameHint}
            required
            autoFocus
            maxLength={80}
            value={name}
            error={errorOf("name")}
            onChange={(event) => setName(event.target.value)}
          />
          <SelectField
            label={text.accessKeys.expires}
            value={days}
            error={errorOf("expiresInDays")}
            onChange={(event) => setDays(event.target.value)}
            options={said.lifetimes}
          />
          <Scopes chosen={scopes} onChange={setScopes} />
        </>
      )}
    </MakeOnceDialog>
  );
}

/** Only what the role of the one who makes the token holds: more would be refused. */
function Scopes({
  chosen,
  onChange,
}: {
  chosen: ReadonlySet<Permission>;
  onChange: (chosen: ReadonlySet<Permission>) => void;
}) {
  const roles = useQuery(rolesQuery);
  const can = useCan();
  const toggle = (scope: Permission) => {
    const next = new Set(chosen);
    if (!next.delete(scope)) next.add(scope);
    onChange(next);
  };
  return (
    <fieldset>
      <legend>{said.scopes}</legend>
      <QueryView query={roles}>
        {({ permissions }) => (
          <Stack gap={2}>
            {permissions
              .map((row) => ({ ...row, permission: row.permission as Permission }))
              .filter(({ permission }) => can(permission))
              .map(({ permission, text: sentence }) => (
                <Checkbox
                  key={permission}
                  label={sentence}
                  hint={<code>{permission}</code>}
                  checked={chosen.has(permission)}
                  onChange={() => toggle(permission)}
                />
              ))}
          </Stack>
        )}
      </QueryView>
    </fieldset>
  );
}
