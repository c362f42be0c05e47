import { useMemo } from "react";
import type { ToolDetail } from "../../../server/api/tools.ts";
import { api, read } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Method } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TextArea } from "../../ui/field.tsx";
import { Card, Muted, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { DestructiveBadge } from "../tools/destructive-badge.tsx";
import { AnswerView } from "./answer-view.tsx";
import { ArgumentForm } from "./argument-form.tsx";
import { callTool, comingTicket, showRequest } from "./call-tool.ts";
import { formFields } from "./form-fields.ts";
import { buildArguments, fillIn, type Typed, typedText, wholePath } from "./form-values.ts";
import { asksForCredential, openVariables, type OwnCredential, type Target } from "./own-credential.ts";

const callDeadlineMs = 330_000;

/** The form of one tool, its call and the answer. */
export function Trial({
  tool,
  own,
  target,
  typed,
  onType,
}: {
  tool: ToolDetail;
  own: OwnCredential;
  target: Target;
  typed: Typed;
  onType: (change: (before: Typed) => Typed) => void;
}) {
  const server = useServer();
  const scope = useServerScope();
  const { inputSchema } = tool.listed;
  const fields = useMemo(() => formFields(inputSchema), [inputSchema]);
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
      if (target === "live") return callTool(call, AbortSignal.timeout(callDeadlineMs));
      const variables = Object.fromEntries(
        openVariables(server).flatMap((name) => (own.variables[name] ? [[name, own.variables[name]]] : [])),
      );
      const draft = await read(
        api.workspaces[":workspace"].servers[":server"].draft.try.$post({ param: scope, json: { variables } }),
      );
      return callTool({ ...call, mcpUrl: draft.mcpUrl, ticket: draft.ticket }, AbortSignal.timeout(callDeadlineMs));
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
            <DestructiveBadge tool={tool} />
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
            <Arguments fields={fields} built={built} typed={typed} onType={onType} />
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

/** The form, or all arguments as JSON; the one can be turned into the other as long as the form has a place for them. */
function Arguments({
  fields,
  built,
  typed,
  onType,
}: {
  fields: ReturnType<typeof formFields>;
  built: ReturnType<typeof buildArguments>;
  typed: Typed;
  onType: (change: (before: Typed) => Typed) => void;
}) {
  if (typed[wholePath] === undefined)
    return (
      <Stack>
        <ArgumentForm
          fields={fields}
          typed={typed}
          bad={built.bad}
          onChange={(path, value) => onType((before) => ({ ...before, [path]: value }))}
        />
        {fields.length > 0 && (
          <Row>
            <Button
              size="small"
              variant="quiet"
              onClick={() => onType(() => ({ [wholePath]: JSON.stringify(built.arguments, null, 2) }))}
            >
              {text.tryIt.asJson}
            </Button>
          </Row>
        )}
      </Stack>
    );
  const isBad = built.bad.includes(wholePath);
  const filledIn = isBad ? undefined : fillIn(fields, built.arguments);
  return (
    <Stack>
      <TextArea
        label={text.tryIt.allArguments}
        error={isBad ? text.tryIt.notJson("{}") : undefined}
        mono
        spellCheck={false}
        value={typedText(typed, wholePath)}
        onChange={(event) => onType(() => ({ [wholePath]: event.target.value }))}
      />
      <Row>
        <Button
          size="small"
          variant="quiet"
          disabled={filledIn === undefined}
          onClick={() => onType((before) => filledIn ?? before)}
        >
          {text.tryIt.asForm}
        </Button>
        {filledIn === undefined && !isBad && <Muted small>{text.tryIt.noForm}</Muted>}
      </Row>
    </Stack>
  );
}
