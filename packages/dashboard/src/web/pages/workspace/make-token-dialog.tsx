import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import type { Permission } from "../../../server/api/permissions.ts";
import { api, read } from "../../api/client.ts";
import { apiTokensQuery, rolesQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { CopyLine } from "../../ui/code-block.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";

const said = text.apiTokens;
/** Enough to look around, and nothing that changes anything. */
const firstScopes: readonly Permission[] = ["workspace.read", "servers.read"];

/** Name, scopes and lifetime; then the token itself, this once. */
export function MakeTokenDialog({ onClose }: { onClose: () => void }) {
  const workspace = useWorkspace();
  const formId = useId();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [scopes, setScopes] = useState<ReadonlySet<Permission>>(new Set(firstScopes));
  const [secret, setSecret] = useState<string>();
  const make = useAction(
    () =>
      read(
        api.workspaces[":workspace"]["api-tokens"].$post({
          param: { workspace: workspace.slug },
          json: { name, scopes: [...scopes], expiresInDays: Number(days) },
        }),
      ),
    {
      stale: [apiTokensQuery(workspace.slug).queryKey],
      showsError: true,
      onDone: (result) => setSecret(result.secret),
    },
  );
  if (secret !== undefined) return <SecretShown secret={secret} onClose={onClose} />;
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.make}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" busy={make.busy} disabled={scopes.size === 0}>
            {said.make}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        onSubmit={(event) => {
          event.preventDefault();
          make.run();
        }}
      >
        <Stack>
          {make.error && (
            <Notice tone="bad" live>
              {make.error.message}
            </Notice>
          )}
          <TextField
            label={said.name}
            hint={said.nameHint}
            required
            autoFocus
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <SelectField
            label={text.accessKeys.expires}
            value={days}
            onChange={(event) => setDays(event.target.value)}
            options={said.lifetimes}
          />
          <Scopes chosen={scopes} onChange={setScopes} />
        </Stack>
      </form>
    </Dialog>
  );
}

function SecretShown({ secret, onClose }: { secret: string; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.madeTitle}
      note={text.accessKeys.madeNote}
      footer={
        <Button variant="primary" onClick={onClose}>
          {text.accessKeys.stored}
        </Button>
      }
    >
      <CopyLine value={secret} label={said.tokens} />
    </Dialog>
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
