import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { DraftView } from "../../../server/api/releases.ts";
import { api, read } from "../../api/client.ts";
import { draftQuery, keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { compact, count } from "../../format/number.ts";
import { MissingNotice } from "../../shell/missing-notice.tsx";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { ClientBudget, isLimited } from "../../ui/budget.tsx";
import { Button } from "../../ui/button.tsx";
import { ChangeList } from "../../ui/change-list.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { TextField } from "../../ui/field.tsx";
import { FindingList } from "../../ui/findings.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { QueryView } from "../../ui/query-view.tsx";
import { ServerStatus } from "../../ui/server-status.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { DiscardDraft } from "./discard-draft.tsx";
import { ReleaseHistory } from "./release-history.tsx";
import { StopCard } from "./stop-card.tsx";

export function Publish() {
  const server = useServer();
  const draft = useQuery(draftQuery(useServerScope()));
  return (
    <Page
      title={text.publish.title}
      context={server.name}
      note={text.publish.note}
      badge={<ServerStatus status={server.status} />}
    >
      <QueryView query={draft} skeleton={<Skeleton kind="page" lines={3} />}>
        {(view) => <DraftCard key={view.contentHash} draft={view} />}
      </QueryView>
      <ReleaseHistory />
      <StopCard />
    </Page>
  );
}

const titleOf = (draft: DraftView): string => {
  if (draft.state === "never_published") return text.publish.first;
  return draft.state === "same_as_live" ? text.publish.same : text.publish.changes(draft.changes.length);
};

function DraftCard({ draft }: { draft: DraftView }) {
  const isSame = draft.state === "same_as_live";
  const can = useCan();
  // What is missing is said once, with the page where it is set up.
  const errors = draft.errors.filter(({ rule }) => !rule.startsWith("missing-"));
  return (
    <Card
      title={titleOf(draft)}
      note={text.findings.tokensSum(count(draft.budget.tools), compact(draft.budget.tokens))}
      actions={draft.state === "unpublished_changes" && can("servers.edit") && <DiscardDraft draft={draft} />}
    >
      <Stack gap={5}>
        <MissingNotice title={text.server.setupTitle} />
        {errors.length > 0 && (
          <Stack gap={3}>
            <Notice tone="bad" title={text.publish.blocked(errors.length)} />
            <FindingList findings={errors} />
          </Stack>
        )}
        {draft.addedScopes.length > 0 && (
          <Notice tone="warn" title={text.publish.scopesTitle}>
            {text.publish.scopesText} <code>{draft.addedScopes.join(" ")}</code>
          </Notice>
        )}
        {draft.changes.length > 0 && <ChangeList changes={draft.changes} />}
        {draft.warnings.length > 0 && (
          <Disclosure summary={text.findings.warnings(draft.warnings.length)} open={draft.warnings.length <= 5}>
            <FindingList findings={draft.warnings} />
          </Disclosure>
        )}
        <Disclosure summary={text.findings.budget} open={isLimited(draft.budget)}>
          <ClientBudget budget={draft.budget} />
        </Disclosure>
        {!isSame && <PublishForm draft={draft} />}
      </Stack>
    </Card>
  );
}

function PublishForm({ draft }: { draft: DraftView }) {
  const scope = useServerScope();
  const can = useCan();
  const [note, setNote] = useState("");
  const [acceptWarnings, setAcceptWarnings] = useState(false);
  const publish = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].publish.$post({
          param: scope,
          json: {
            ...(draft.contentHash !== null && { contentHash: draft.contentHash }),
            acceptWarnings: acceptWarnings || draft.warnings.length === 0,
            note,
          },
        }),
      ),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace)],
      showsError: true,
      done: text.publish.done,
    },
  );
  const needsAnswer = draft.warnings.length > 0 && !acceptWarnings;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        publish.run();
      }}
    >
      <Stack gap={4}>
        {publish.error && (
          <Notice tone="bad" live title={publish.error.message}>
            {publish.error.at}
          </Notice>
        )}
        <TextField
          label={text.publish.noteLabel}
          optional={text.common.optional}
          placeholder={text.publish.notePlaceholder}
          maxLength={300}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
        {draft.warnings.length > 0 && (
          <Checkbox
            checked={acceptWarnings}
            onChange={() => setAcceptWarnings(!acceptWarnings)}
            label={text.publish.accept(draft.warnings.length)}
          />
        )}
        <Row>
          <Button
            type="submit"
            variant="primary"
            busy={publish.busy}
            disabled={!draft.canPublish || needsAnswer || !can("servers.publish")}
          >
            {draft.state === "never_published" ? text.publish.publishFirst : text.publish.publish}
          </Button>
          {!can("servers.publish") && text.common.lacksPermission}
        </Row>
      </Stack>
    </form>
  );
}
