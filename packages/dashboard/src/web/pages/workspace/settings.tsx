import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys, workspaceQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useEditForm } from "../../api/use-edit-form.ts";
import { paths } from "../../shell/paths.ts";
import { ReadOnlyNotice } from "../../shell/read-only-notice.tsx";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { useAsk } from "../../shell/use-ask.ts";
import { text } from "../../text/en.ts";
import { DangerCard } from "../../ui/danger-card.tsx";
import { EditForm } from "../../ui/edit-form.tsx";
import { TextField } from "../../ui/field.tsx";
import { Page } from "../../ui/page.tsx";
import { StopReason } from "../../ui/stop-reason.tsx";

const said = text.workspaceSettings;

export function WorkspaceSettings() {
  const workspace = useWorkspace();
  return (
    <Page narrow title={text.nav.settings} context={workspace.name}>
      <ReadOnlyNotice unless="workspace.edit" />
      <NameCard key={workspace.id} />
      <StopWorkspaceCard />
      <DeleteWorkspaceCard />
    </Page>
  );
}

const labels = { name: text.workspaces.name, slug: text.workspaces.slug };

const useNameForm = () => {
  const { name, slug, version } = useWorkspace();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  return useEditForm({
    stored: { name, slug },
    version,
    save: (changes, from) =>
      read(api.workspaces[":workspace"].$patch({ param: { workspace: slug }, json: { ...changes, version: from } })),
    onSaved: (view) => {
      queries.setQueryData(workspaceQuery(view.slug).queryKey, view);
      if (view.slug !== slug) navigate(paths.workspacePage(view.slug, "settings"), { replace: true });
    },
    stale: [keys.session, keys.workspace(slug)],
    done: text.common.saved,
  });
};

function NameCard() {
  const { slugFixed } = useWorkspace();
  const can = useCan();
  const form = useNameForm();
  const { values, set, error } = form;
  return (
    <EditForm
      form={form}
      title={said.general}
      canEdit={can("workspace.edit")}
      fields={["name", "slug"]}
      labelOf={(at) => labels[at as keyof typeof labels] ?? at}
    >
      <TextField
        label={labels.name}
        required
        maxLength={80}
        value={values.name}
        error={error?.forField("name")}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label={labels.slug}
        hint={slugFixed ? said.slugFixed : text.workspaces.slugHint}
        lead="/mcp/"
        mono
        required
        readOnly={slugFixed}
        value={values.slug}
        error={error?.forField("slug")}
        onChange={(event) => set({ slug: event.target.value })}
      />
    </EditForm>
  );
}

function StopWorkspaceCard() {
  const workspace = useWorkspace();
  const can = useCan();
  const [isAsking, setAsking] = useAsk("stop");
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
    <DangerCard
      title={said.stopTitle}
      note={said.stopNote}
      action={said.stopAction}
      question={said.stopAsk}
      isAsking={isAsking}
      onAsk={setAsking}
      onConfirm={() => stop.run()}
      busy={stop.busy}
    >
      <StopReason value={reason} onChange={setReason} />
    </DangerCard>
  );
}

function DeleteWorkspaceCard() {
  const workspace = useWorkspace();
  const can = useCan();
  const [isAsking, setAsking] = useAsk("delete");
  const remove = useAction(
    () =>
      read(
        api.workspaces[":workspace"].delete.$post({
          param: { workspace: workspace.slug },
          json: { confirmName: workspace.name },
        }),
      ),
    {
      stale: [keys.workspace(workspace.slug), keys.session],
      done: said.deletionAsked,
      onDone: () => setAsking(false),
    },
  );
  if (workspace.deletesAt !== null || !can("workspace.delete")) return null;
  return (
    <DangerCard
      title={said.deleteTitle}
      note={said.deleteNote}
      action={said.deleteAction}
      question={said.deleteAsk(workspace.name)}
      typed={workspace.name}
      isAsking={isAsking}
      onAsk={setAsking}
      onConfirm={() => remove.run()}
      busy={remove.busy}
    >
      <p>{said.deleteNote}</p>
    </DangerCard>
  );
}
