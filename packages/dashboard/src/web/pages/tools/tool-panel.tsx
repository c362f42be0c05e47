import { useQuery } from "@tanstack/react-query";
import { Play } from "lucide-react";
import { useState } from "react";
import type { ToolDetail, ToolRow } from "../../../server/api/tools.ts";
import { toolQuery } from "../../api/queries.ts";
import { count } from "../../format/number.ts";
import { paths } from "../../shell/paths.ts";
import { useServerScope } from "../../shell/scope.ts";
import { useUnsavedWarning } from "../../shell/use-unsaved-warning.ts";
import { text } from "../../text/en.ts";
import { Method } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { CodeBlock } from "../../ui/code-block.tsx";
import { ConfirmDialog, Dialog } from "../../ui/dialog.tsx";
import { FindingList } from "../../ui/findings.tsx";
import { Facts, Muted, Stack } from "../../ui/layout.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { SchemaTree } from "../../ui/schema-tree.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { ArgumentList } from "./argument-list.tsx";
import type { PanelProps } from "./panel-props.ts";
import { isUnsaved, useToolDraft } from "./tool-draft.ts";
import { ToolTexts } from "./tool-texts.tsx";
import { toolId, type useToolEdits } from "./use-tool-edits.ts";

/** One tool, beside the list. Unsaved text is asked about before the panel closes. */
export function ToolPanel({
  tool,
  onClose,
  ...rest
}: {
  tool: ToolRow;
  edits: ReturnType<typeof useToolEdits>;
  canEdit: boolean;
  onClose: () => void;
}) {
  const scope = useServerScope();
  const detail = useQuery(toolQuery(scope, { sourceId: tool.sourceId, key: tool.key }));
  const { draft, change, discard } = useToolDraft(`${scope.workspace}/${scope.server} ${toolId(tool)}`);
  const [isAsking, setAsking] = useState(false);
  const isDirty = detail.data !== undefined && isUnsaved(detail.data, draft);
  useUnsavedWarning(isDirty);
  return (
    <Dialog
      side
      open
      onClose={() => (isDirty ? setAsking(true) : onClose())}
      title={<code>{tool.name}</code>}
      note={
        <>
          <Method method={tool.method} /> <code>{tool.path}</code>
        </>
      }
      footer={
        <LinkButton
          href={`${paths.serverPage(scope.workspace, scope.server, "try")}?tool=${encodeURIComponent(tool.name)}`}
          icon={<Play size={15} aria-hidden="true" />}
        >
          {text.tools.detail.open}
        </LinkButton>
      }
    >
      <QueryView query={detail}>
        {(view) => <PanelTabs tool={view} draft={draft} onDraft={change} {...rest} />}
      </QueryView>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => {
          discard();
          onClose();
        }}
        title={text.tools.detail.discardTitle}
        confirm={text.tools.detail.discard}
      >
        <p>{text.tools.detail.discardText}</p>
      </ConfirmDialog>
    </Dialog>
  );
}

function PanelTabs(props: PanelProps) {
  const { tool } = props;
  const said = text.tools.detail;
  return (
    <Tabs
      label={tool.name}
      tabs={[
        { value: "texts", label: said.texts, content: <ToolTexts {...props} /> },
        {
          value: "arguments",
          label: `${said.arguments} (${count(tool.arguments.length)})`,
          content: <ArgumentList {...props} />,
        },
        { value: "schema", label: said.schema, content: <Schemas tool={tool} /> },
        { value: "response", label: said.response, content: <ResponseFacts tool={tool} /> },
        ...(tool.findings.length > 0
          ? [
              {
                value: "findings",
                label: `${said.findings} (${count(tool.findings.length)})`,
                content: <FindingList findings={tool.findings} />,
              },
            ]
          : []),
      ]}
    />
  );
}

function Schemas({ tool }: { tool: ToolDetail }) {
  const said = text.tools.detail;
  return (
    <Stack gap={4}>
      <Muted>
        {said.schemaNote} {said.costs(count(tool.tokens))}
      </Muted>
      <Tabs
        label={said.schema}
        tabs={[
          {
            value: "tree",
            label: said.tree,
            content: (
              <Stack gap={5}>
                <section>
                  <h3>{said.input}</h3>
                  <SchemaTree schema={tool.listed.inputSchema} />
                </section>
                {tool.listed.outputSchema !== undefined && (
                  <section>
                    <h3>{said.output}</h3>
                    <SchemaTree schema={tool.listed.outputSchema} />
                  </section>
                )}
              </Stack>
            ),
          },
          {
            value: "json",
            label: said.json,
            content: <CodeBlock tall label={tool.name} code={JSON.stringify(tool.listed, null, 2)} />,
          },
        ]}
      />
    </Stack>
  );
}

function ResponseFacts({ tool }: { tool: ToolDetail }) {
  const said = text.tools.detail;
  return (
    <Stack gap={4}>
      <p>{said.responseNote}</p>
      <Facts
        items={[
          [said.accepts, <code key="accept">{tool.accept}</code>],
          ...(tool.bodyMediaType === null
            ? []
            : ([[said.sends, <code key="body">{tool.bodyMediaType}</code>]] as const)),
          [
            said.scopes,
            tool.scopes.length === 0 ? text.common.none : <code key="scopes">{tool.scopes.join(" ")}</code>,
          ],
        ]}
      />
    </Stack>
  );
}
