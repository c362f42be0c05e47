import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useId, useState } from "react";
import type { AccessKeyView } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { accessKeysQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CopyLine } from "../../ui/code-block.tsx";
import { ConfirmDialog, Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Card, Muted, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";

const said = text.accessKeys;

export function AccessKeys() {
  const scope = useServerScope();
  const accessKeys = useQuery(accessKeysQuery(scope));
  const can = useCan();
  const [isMaking, setMaking] = useState(false);
  const [revoking, setRevoking] = useState<AccessKeyView>();
  const make = can("credentials.manage") && (
    <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setMaking(true)}>
      {said.make}
    </Button>
  );
  return (
    <Card title={said.title} note={said.note} actions={make} flush>
      <QueryView query={accessKeys}>
        {({ keys }) =>
          keys.length === 0 ? (
            <EmptyState icon={<KeyRound size={20} aria-hidden="true" />} title={said.empty} text={said.emptyText} />
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
      {isMaking && <MakeKeyDialog onClose={() => setMaking(false)} />}
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
  const formId = useId();
  const [name, setName] = useState("");
  const [days, setDays] = useState("90");
  const [secret, setSecret] = useState<string>();
  const make = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"]["access-keys"].$post({
          param: scope,
          json: { name, expiresInDays: days === "" ? null : Number(days) },
        }),
      ),
    {
      stale: [accessKeysQuery(scope).queryKey],
      showsError: true,
      onDone: (result) => setSecret(result.secret),
    },
  );
  if (secret !== undefined)
    return (
      <Dialog
        open
        onClose={onClose}
        title={said.madeTitle}
        note={said.madeNote}
        footer={
          <Button variant="primary" onClick={onClose}>
            {said.stored}
          </Button>
        }
      >
        <CopyLine value={secret} label={said.title} />
      </Dialog>
    );
  return (
    <Dialog
      open
      onClose={onClose}
      title={said.make}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" form={formId} variant="primary" busy={make.busy}>
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
            label={said.expires}
            value={days}
            onChange={(event) => setDays(event.target.value)}
            options={said.lifetimes}
          />
        </Stack>
      </form>
    </Dialog>
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
