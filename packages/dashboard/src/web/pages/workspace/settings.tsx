import { useState } from "react";
import { useLocation } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";

const said = text.workspaceSettings;

export function WorkspaceSettings() {
  const workspace = useWorkspace();
  return (
    <Page narrow title={text.nav.settings} context={workspace.name}>
      <NameCard key={`${workspace.name} ${workspace.slug}`} />
      <StopWorkspaceCard />
      <DeleteWorkspaceCard />
    </Page>
  );
}

function NameCard() {
  const workspace = useWorkspace();
  const can = useCan();
  const [, navigate] = useLocation();
  const [name, setName] = useState(workspace.name);
  const [slug, setSlug] = useState(workspace.slug);
  const save = useAction(
    () =>
      read(
        api.workspaces[":workspace"].$patch({
          param: { workspace: workspace.slug },
          json: { name, ...(slug !== workspace.slug && { slug }) },
        }),
      ),
    {
      stale: [keys.session, keys.workspace(workspace.slug)],
      done: text.common.saved,
      showsError: true,
      onDone: (view) => {
        if (view.slug !== workspace.slug) navigate(paths.workspacePage(view.slug, "settings"), { replace: true });
      },
    },
  );
  const { error } = save;
  return (
    <Card title={said.general}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <fieldset disabled={!can("workspace.edit")}>
          <Stack gap={5}>
            {error && !error.at && (
              <Notice tone="bad" live>
                {error.message}
              </Notice>
            )}
            <TextField
              label={text.workspaces.name}
              required
              maxLength={80}
              value={name}
              error={error?.forField("name")}
              onChange={(event) => setName(event.target.value)}
            />
            <TextField
              label={text.workspaces.slug}
              hint={workspace.slugFixed ? said.slugFixed : text.workspaces.slugHint}
              lead="/mcp/"
              mono
              required
              readOnly={workspace.slugFixed}
              value={slug}
              error={error?.forField("slug")}
              onChange={(event) => setSlug(event.target.value)}
            />
            <Row>
              <Button type="submit" variant="primary" busy={save.busy}>
                {text.common.save}
              </Button>
            </Row>
          </Stack>
        </fieldset>
      </form>
    </Card>
  );
}

function StopWorkspaceCard() {
  const workspace = useWorkspace();
  const can = useCan();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState("");
  const stop = useAction(
    () => read(api.workspaces[":workspace"].stop.$post({ param: { workspace: workspace.slug }, json: { reason } })),
    {
      stale: [keys.workspace(workspace.slug), keys.session],
      done: text.stop.done,
      onDone: () => setAsking(false),
    },
  );
  if (workspace.stoppedAt !== null || !can("workspace.stop")) return null;
  return (
    <>
      <Card
        tone="bad"
        title={said.stopTitle}
        note={said.stopNote}
        actions={
          <Button variant="danger" onClick={() => setAsking(true)}>
            {said.stopAction}
          </Button>
        }
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => stop.run()}
        busy={stop.busy}
        title={said.stopAsk}
        confirm={said.stopAction}
      >
        <p>{text.stop.consequence}</p>
        <TextField
          label={text.stop.reason}
          hint={text.stop.reasonHint}
          maxLength={200}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </ConfirmDialog>
    </>
  );
}

function DeleteWorkspaceCard() {
  const workspace = useWorkspace();
  const can = useCan();
  const [isAsking, setAsking] = useState(false);
  const remove = useAction(
    () =>
      read(
        api.workspaces[":workspace"].delete.$post({
          param: { workspace: workspace.slug },
          json: { confirmName: workspace.name },
        }),
      ),
    { stale: [keys.workspace(workspace.slug), keys.session], onDone: () => setAsking(false) },
  );
  if (workspace.deletesAt !== null || !can("workspace.delete")) return null;
  return (
    <>
      <Card
        tone="bad"
        title={said.deleteTitle}
        note={said.deleteNote}
        actions={
          <Button variant="danger" onClick={() => setAsking(true)}>
            {said.deleteAction}
          </Button>
        }
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.run()}
        busy={remove.busy}
        typed={workspace.name}
        title={said.deleteAsk(workspace.name)}
        confirm={said.deleteAction}
      >
        <p>{said.deleteNote}</p>
      </ConfirmDialog>
    </>
  );
}
