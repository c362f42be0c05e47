import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";
import type { ToolRow } from "../../../server/api/tools.ts";
import { toolQuery, toolsQuery } from "../../api/queries.ts";
import { paths, type ServerPage } from "../../shell/paths.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { LinkButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField } from "../../ui/field.tsx";
import { Card, Columns, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { groupTools } from "../tools/tool-filter.ts";
import { carryTrial, dropCarriedTrial, readCarriedTrial } from "./carried-trial.ts";
import { CredentialCard } from "./credential-card.tsx";
import type { Typed } from "./form-values.ts";
import { chooseTarget, type OwnCredential, type Target } from "./own-credential.ts";
import { Trial } from "./trial.tsx";

/** One call, through the endpoint that clients use. */
export function TryIt() {
  const server = useServer();
  const isLive = server.liveReleaseNumber !== null;
  const mayDraft = useCan()("servers.edit");
  const tools = useQuery(toolsQuery(useServerScope()));
  const enabled = tools.data?.tools.filter((tool) => tool.enabled) ?? [];
  return (
    <Page title={text.nav.tryIt} context={server.name} note={text.tryIt.note}>
      <QueryView query={tools}>
        {() => {
          if (!mayDraft && !isLive)
            return (
              <NothingToTry
                title={text.tryIt.notLive}
                note={text.tryIt.notLiveText}
                page="overview"
                action={text.tryIt.toOverview}
              />
            );
          if (enabled.length === 0)
            return (
              <NothingToTry
                title={text.tryIt.noTools}
                note={text.tryIt.noToolsText}
                page="tools"
                action={text.tryIt.toTools}
              />
            );
          return <Trials key={server.id} tools={enabled} />;
        }}
      </QueryView>
    </Page>
  );
}

function NothingToTry({
  title,
  note,
  page,
  action,
}: {
  title: string;
  note: string;
  page: ServerPage;
  action: string;
}) {
  const scope = useServerScope();
  return (
    <Card>
      <EmptyState
        title={title}
        text={note}
        action={<LinkButton href={paths.serverPage(scope.workspace, scope.server, page)}>{action}</LinkButton>}
      />
    </Card>
  );
}

/** Which tool and where stand in the address; what was typed for each tool stays until the page is left. */
function Trials({ tools }: { tools: readonly ToolRow[] }) {
  const server = useServer();
  const mayDraft = useCan()("servers.edit");
  const isLive = server.liveReleaseNumber !== null;
  const [search, setSearch] = useSearchParams();
  const [carried] = useState(() => readCarriedTrial(server.id));
  useEffect(() => dropCarriedTrial(), []);
  const [own, setOwn] = useState<OwnCredential>({ token: "", variables: carried?.variables ?? {} });
  const [typed, setTyped] = useState(carried?.typed ?? {});
  const asked = search.get("tool");
  const found = tools.find((tool) => tool.name === asked);
  const chosen = found ?? tools[0];
  const target = chooseTarget({ wanted: search.get("on"), mayDraft, isLive, server });
  const setAddress = (changes: { tool: string } | { on: Target }) =>
    setSearch((before) => ({ ...Object.fromEntries(before), ...changes }), { replace: true });
  // What opens one of the two is worth nothing at the other, and must not be sent there.
  const setTarget = (on: Target) => {
    setOwn({ ...own, token: "" });
    setAddress({ on });
  };
  if (chosen === undefined) return null;
  return (
    <>
      {asked !== null && found === undefined && <Notice tone="warn">{text.tryIt.noSuchTool(asked)}</Notice>}
      <Columns>
        <Card title={text.tryIt.what}>
          <Stack>
            <SelectField
              label={text.audit.tool}
              mono
              value={chosen.name}
              onChange={(event) => setAddress({ tool: event.target.value })}
              groups={groupTools(tools, text.tools.untagged).map((group) => ({
                label: group.tag,
                options: group.tools.map(({ name }) => ({ value: name, label: name })),
              }))}
            />
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
        <CredentialCard
          own={own}
          target={target}
          onChange={setOwn}
          onLeave={() => {
            setAddress({ on: target });
            carryTrial({ serverId: server.id, typed, variables: own.variables });
          }}
          onDraft={mayDraft ? () => setTarget("draft") : undefined}
        />
      </Columns>
      <ToolTrial
        key={`${chosen.sourceId} ${chosen.key}`}
        row={chosen}
        own={own}
        target={target}
        typed={typed[chosen.name] ?? {}}
        onType={(change) => setTyped((before) => ({ ...before, [chosen.name]: change(before[chosen.name] ?? {}) }))}
      />
    </>
  );
}

function ToolTrial({
  row,
  ...trial
}: {
  row: ToolRow;
  own: OwnCredential;
  target: Target;
  typed: Typed;
  onType: (change: (before: Typed) => Typed) => void;
}) {
  const detail = useQuery(toolQuery(useServerScope(), { sourceId: row.sourceId, key: row.key }));
  return <QueryView query={detail}>{(tool) => <Trial tool={tool} {...trial} />}</QueryView>;
}
