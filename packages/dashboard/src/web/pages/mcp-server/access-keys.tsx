import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import type { AccessKeyView } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { accessKeysQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useServerScope } from "../../shell/scope.ts";
import { useAsk } from "../../shell/use-ask.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Muted } from "../../ui/layout.tsx";
import { MakeOnceDialog } from "../../ui/make-once-dialog.tsx";
import { Moment } from "../../ui/moment.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";

const said = text.accessKeys;

export function AccessKeys() {
  const scope = useServerScope();
  const accessKeys = useQuery(accessKeysQuery(scope));
  const can = useCan();
  const [isMaking, setMaking] = useAsk("access-key");
  const [revoking, setRevoking] = useState<AccessKeyView>();
  const hasKeys = (accessKeys.data?.keys.length ?? 0) > 0;
  const make = can("credentials.manage") && (
    <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setMaking(true)}>
      {said.make}
    </Button>
  );
  return (
    <Card title={said.title} note={said.note} actions={hasKeys && make} flush>
      <QueryView query={accessKeys}>
        {({ keys }) =>
          keys.length === 0 ? (
            <EmptyState
              icon={<KeyRound size={20} aria-hidden="true" />}
              title={said.empty}
              text={said.emptyText}
              action={make}
            />
          ) : (
            <Table
              caption={said.title}
              head={[
                said.name,
                said.prefix,
                said.created,
                said.lastUsed,
                said.expires,
                <span key="actions" className="visually-hidden">
                  {text.common.actions}
                </span>,
              ]}
            >
              {keys.map((key) => (
                <KeyRow
                  key={key.id}
                  row={key}
                  onRevoke={can("credentials.manage") ? () => setRevoking(key) : undefined}
                />
              ))}
            </Table>
          )
        }
      </QueryView>
      {isMaking && can("credentials.manage") && <MakeKeyDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog row={revoking} onClose={() => setRevoking(undefined)} />}
    </Card>
  );
}

function KeyRow({ row: accessKey, onRevoke }: { row: AccessKeyView; onRevoke: (() => void) | undefined }) {
  return (
    <tr>
      <th scope="row">
        {accessKey.name} {accessKey.revokedAt !== null && <Badge tone="bad">{said.revoked}</Badge>}
      </th>
      <td>
        <code>{accessKey.prefix}…</code>
      </td>
      <td>
        <Moment at={accessKey.createdAt} />
      </td>
      <td>{accessKey.lastUsedAt === null ? <Muted>{said.never}</Muted> : <Moment at={accessKey.lastUsedAt} />}</td>
      <td>{accessKey.expiresAt === null ? <Muted>{said.never}</Muted> : <Moment at={accessKey.expiresAt} />}</td>
      <NumberCell>
        {accessKey.revokedAt === null && onRevoke && (
          <Button size="small" onClick={onRevoke}>
            {said.revoke}
          </Button>
        )}
      </NumberCell>
    </tr>
  );
}

function MakeKeyDialog({ onClose }: { onClose: () => void }) {
  const scope = useServerScope();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  return (
    <MakeOnceDialog
      title={said.make}
      action={said.make}
      make={() =>
        read(
          api.workspaces[":workspace"].servers[":server"]["access-keys"].$post({
            param: scope,
            json: { name, expiresInDays: days === "" ? null : Number(days) },
          }),
        )
      }
      stale={accessKeysQuery(scope).queryKey}
      fields={["name", "expiresInDays"]}
      show={({ secret }) => ({
        title: said.madeTitle,
        note: said.madeNote,
        label: said.title,
        value: secret,
        done: said.stored,
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
            label={said.expires}
            value={days}
            error={errorOf("expiresInDays")}
            onChange={(event) => setDays(event.target.value)}
            options={said.lifetimes}
          />
        </>
      )}
    </MakeOnceDialog>
  );
}

function RevokeDialog({ row: accessKey, onClose }: { row: AccessKeyView; onClose: () => void }) {
  const scope = useServerScope();
  const revoke = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"]["access-keys"][":accessKeyId"].$delete({
          param: { ...scope, accessKeyId: accessKey.id },
        }),
      ),
    { stale: [accessKeysQuery(scope).queryKey], done: said.revokedDone, onDone: onClose },
  );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.run()}
      busy={revoke.busy}
      title={said.revokeTitle(accessKey.name)}
      confirm={said.revoke}
    >
      <p>{said.revokeText}</p>
    </ConfirmDialog>
  );
}
