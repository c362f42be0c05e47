import { useQuery } from "@tanstack/react-query";
import { KeyRound, Plus } from "lucide-react";
import { useState } from "react";
import { Link } from "wouter";
import type { ApiTokenView } from "../../../server/api/api-tokens.ts";
import { api, read } from "../../api/client.ts";
import { apiTokensQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { useWorkspace } from "../../shell/scope.ts";
import { useAsk } from "../../shell/use-ask.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { NumberCell, Table } from "../../ui/table.tsx";
import { MakeTokenDialog } from "./make-token-dialog.tsx";

const said = text.apiTokens;
const cells = text.accessKeys;

/** The caller's own tokens, and where the API is described. */
export function ApiTokens() {
  const workspace = useWorkspace();
  return (
    <Page title={said.title} context={workspace.name} note={said.note}>
      <TokenList />
      <Card title={said.howTitle} note={said.howNote}>
        <Stack>
          <CodeBlock
            label={said.example}
            code={`curl ${location.origin}/api/workspaces/${workspace.slug}/servers \\\n  --header "Authorization: Bearer $BREEZEWAY_TOKEN"`}
          />
          <Row gap={4}>
            <Link href={paths.apiReference}>{said.reference}</Link>
            <a href={paths.apiDocument}>{said.document}</a>
          </Row>
          <Muted small>{said.importHint}</Muted>
          <Muted small>{said.exceptions}</Muted>
        </Stack>
      </Card>
    </Page>
  );
}

function TokenList() {
  const tokens = useQuery(apiTokensQuery(useWorkspace().slug));
  const [isMaking, setMaking] = useAsk("api-token");
  const [revoking, setRevoking] = useState<ApiTokenView>();
  const hasTokens = (tokens.data?.tokens.length ?? 0) > 0;
  const make = (
    <Button icon={<Plus size={15} aria-hidden="true" />} onClick={() => setMaking(true)}>
      {said.make}
    </Button>
  );
  return (
    <Card title={said.tokens} note={said.tokensNote} actions={hasTokens && make} flush>
      <QueryView query={tokens}>
        {({ tokens: rows }) =>
          rows.length === 0 ? (
            <EmptyState
              icon={<KeyRound size={20} aria-hidden="true" />}
              title={said.empty}
              text={said.emptyText}
              action={make}
            />
          ) : (
            <Table
              caption={said.tokens}
              head={[
                said.name,
                cells.prefix,
                said.scopes,
                cells.lastUsed,
                cells.expires,
                <span key="actions" className="visually-hidden">
                  {text.common.actions}
                </span>,
              ]}
            >
              {rows.map((row) => (
                <TokenRow key={row.id} row={row} onRevoke={() => setRevoking(row)} />
              ))}
            </Table>
          )
        }
      </QueryView>
      {isMaking && <MakeTokenDialog onClose={() => setMaking(false)} />}
      {revoking && <RevokeDialog row={revoking} onClose={() => setRevoking(undefined)} />}
    </Card>
  );
}

const isExpired = ({ expiresAt }: ApiTokenView): boolean => expiresAt !== null && Date.parse(expiresAt) <= Date.now();

function TokenRow({ row, onRevoke }: { row: ApiTokenView; onRevoke: () => void }) {
  return (
    <tr>
      <th scope="row">
        {row.name} {row.revokedAt !== null && <Badge tone="bad">{cells.revoked}</Badge>}
        {row.revokedAt === null && isExpired(row) && <Badge tone="warn">{said.expired}</Badge>}
      </th>
      <td>
        <code>{row.prefix}…</code>
      </td>
      <td>
        <span title={row.scopes.join(", ")}>{said.scopeCount(row.scopes.length)}</span>
      </td>
      <td>{row.lastUsedAt === null ? <Muted>{cells.never}</Muted> : <Moment at={row.lastUsedAt} />}</td>
      <td>{row.expiresAt === null ? <Muted>{cells.never}</Muted> : <Moment at={row.expiresAt} />}</td>
      <NumberCell>
        {row.revokedAt === null && (
          <Button size="small" onClick={onRevoke}>
            {cells.revoke}
          </Button>
        )}
      </NumberCell>
    </tr>
  );
}

function RevokeDialog({ row, onClose }: { row: ApiTokenView; onClose: () => void }) {
  const workspace = useWorkspace();
  const revoke = useAction(
    () =>
      read(
        api.workspaces[":workspace"]["api-tokens"][":tokenId"].$delete({
          param: { workspace: workspace.slug, tokenId: row.id },
        }),
      ),
    { stale: [apiTokensQuery(workspace.slug).queryKey], done: said.revokedDone, onDone: onClose },
  );
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      onConfirm={() => revoke.run()}
      busy={revoke.busy}
      title={cells.revokeTitle(row.name)}
      confirm={cells.revoke}
    >
      <p>{said.revokeText}</p>
    </ConfirmDialog>
  );
}
