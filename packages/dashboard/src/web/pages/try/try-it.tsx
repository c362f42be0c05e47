import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import type { ToolDetail, ToolRow } from "../../../server/api/tools.ts";
import { api, read } from "../../api/client.ts";
import { toolQuery, toolsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge, Method } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Card, Columns, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { groupTools } from "../tools/tool-filter.ts";
import { AnswerView } from "./answer-view.tsx";
import { ArgumentForm } from "./argument-form.tsx";
import { callTool, comingTicket, showRequest } from "./call-tool.ts";
import { CredentialCard } from "./credential-card.tsx";
import { buildArguments, formFields } from "./form-values.ts";
import { asksForCredential, openVariables, type OwnCredential, type Target } from "./own-credential.ts";

/** One call, through the endpoint that clients use. */
export function TryIt() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [search, setSearch] = useSearchParams();
  const [own, setOwn] = useState<OwnCredential>({ token: "", variables: {} });
  const isLive = server.liveReleaseNumber !== null;
  const mayDraft = can("servers.edit");
  const [target, setTarget] = useState<Target>(mayDraft && !(isLive && server.status !== "changed") ? "draft" : "live");
  const tools = useQuery(toolsQuery(scope));
  const enabled = tools.data?.tools.filter((tool) => tool.enabled) ?? [];
  const chosen = enabled.find((tool) => tool.name === search.get("tool")) ?? enabled[0];
  return (
    <Page title={text.nav.tryIt} context={server.name} note={text.tryIt.note}>
      <QueryView query={tools}>
        {() =>
          !mayDraft && !isLive ? (
            <Card>
              <EmptyState title={text.tryIt.notLive} text={text.tryIt.notLiveText} />
            </Card>
          ) : chosen === undefined ? (
            <Card>
              <EmptyState title={text.tryIt.noTools} text={text.tryIt.noToolsText} />
            </Card>
          ) : (
            <>
              <Columns>
                <Card title={text.tryIt.what}>
                  <Stack>
                    <ToolSelect tools={enabled} value={chosen.name} onChange={(tool) => setSearch({ tool })} />
                    <SelectField
                      label={text.tryIt.target}
                      value={target}
                      onChange={(event) => setTarget(event.target.value === "live" ? "live" : "draft")}
                      options={[
                        { value: "draft", label: text.tryIt.draft, disabled: !mayDraft },
                        { value: "live", label: text.tryIt.live, disabled: !isLive },
                      ]}
                    />
                  </Stack>
                </Card>
                <CredentialCard own={own} target={target} onChange={setOwn} />
              </Columns>
              <ToolTrial key={`${chosen.sourceId} ${chosen.key}`} row={chosen} own={own} target={target} />
            </>
          )
        }
      </QueryView>
    </Page>
  );
}

function ToolSelect({
  tools,
  value,
  onChange,
}: {
  tools: readonly ToolRow[];
  value: string;
  onChange: (name: string) => void;
}) {
  return (
    <SelectField
      label={text.audit.tool}
      mono
      value={value}
      onChange={(event) => onChange(event.target.value)}
      groups={groupTools(tools, text.tools.untagged).map((group) => ({
        label: group.tag,
        options: group.tools.map(({ name }) => ({ value: name, label: name })),
      }))}
    />
  );
}

function ToolTrial({ row, own, target }: { row: ToolRow; own: OwnCredential; target: Target }) {
  const detail = useQuery(toolQuery(useServerScope(), { sourceId: row.sourceId, key: row.key }));
  return <QueryView query={detail}>{(tool) => <Trial tool={tool} own={own} target={target} />}</QueryView>;
}

function Trial({ tool, own, target }: { tool: ToolDetail; own: OwnCredential; target: Target }) {
  const server = useServer();
  const scope = useServerScope();
  const [typed, setTyped] = useState<Record<string, string | undefined>>({});
  const fields = formFields(tool.listed.inputSchema);
  const built = buildArguments(fields, typed);
  const call = {
    mcpUrl: target === "live" ? server.mcpUrl : `${server.mcpUrl}/draft`,
    tool: tool.name,
    arguments: built.arguments,
    token: asksForCredential(server, target) ? own.token : "",
    isPair: server.credential.mode === "user_key" && server.credential.scheme.type === "basic" && target === "draft",
    ticket: target === "draft" ? comingTicket : undefined,
  };
  const send = useAction(
    async () => {
      if (target === "live") return callTool(call, AbortSignal.timeout(330_000));
      const variables = Object.fromEntries(
        openVariables(server).flatMap((name) => (own.variables[name] ? [[name, own.variables[name]]] : [])),
      );
      const draft = await read(
        api.workspaces[":workspace"].servers[":server"].draft.try.$post({ param: scope, json: { variables } }),
      );
      return callTool({ ...call, mcpUrl: draft.mcpUrl, ticket: draft.ticket }, AbortSignal.timeout(330_000));
    },
    { showsError: true },
  );
  return (
    <>
      <Card
        title={tool.title}
        note={tool.description}
        actions={
          <Row>
            <Method method={tool.method} />
            {tool.destructive && <Badge tone="bad">{text.tools.destructive}</Badge>}
          </Row>
        }
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (built.bad.length === 0) send.run();
          }}
        >
          <Stack gap={5}>
            <ArgumentForm
              fields={fields}
              typed={typed}
              bad={built.bad}
              onChange={(name, value) => setTyped({ ...typed, [name]: value })}
            />
            <Disclosure summary={text.tryIt.request}>
              <CodeBlock label={text.tryIt.request} code={showRequest(call)} />
            </Disclosure>
            <Row>
              <Button type="submit" variant="primary" busy={send.busy} disabled={built.bad.length > 0}>
                {text.tryIt.call}
              </Button>
              {target === "draft" && <Muted small>{text.tryIt.draftNote}</Muted>}
            </Row>
          </Stack>
        </form>
      </Card>
      {send.error && (
        <Notice tone="bad" live title={send.error.status === 0 ? text.tryIt.noAnswer : send.error.message}>
          {send.error.status === 0 ? text.tryIt.noAnswerText : undefined}
        </Notice>
      )}
      {send.result !== undefined && !send.busy && <AnswerView answer={send.result} />}
    </>
  );
}
