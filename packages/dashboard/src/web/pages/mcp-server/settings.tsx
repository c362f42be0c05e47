import { useState } from "react";
import { useLocation } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceCards } from "../../ui/choice.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { IconField } from "../create/name-step.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { StopCard } from "./stop-card.tsx";

const said = text.serverSettings;

export function ServerSettings() {
  const server = useServer();
  return (
    <Page narrow title={text.nav.settings} context={server.name} note={said.note}>
      <GeneralCard key={`general ${server.updatedAt}`} />
      <PolicyCard key={`policy ${server.updatedAt}`} />
      <StopCard />
      <DeleteCard />
    </Page>
  );
}

function GeneralCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [, navigate] = useLocation();
  const [draft, setDraft] = useState({
    name: server.name,
    slug: server.slug,
    description: server.description,
    instructions: server.instructions,
    websiteUrl: server.websiteUrl ?? "",
    iconUrl: server.iconUrl,
    presentation: server.presentation,
  });
  const set = (change: Partial<typeof draft>) => setDraft({ ...draft, ...change });
  const save = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].$patch({
          param: scope,
          json: {
            name: draft.name,
            ...(draft.slug !== server.slug && { slug: draft.slug }),
            description: draft.description,
            instructions: draft.instructions,
            websiteUrl: draft.websiteUrl === "" ? null : draft.websiteUrl,
            iconUrl: draft.iconUrl,
            presentation: draft.presentation,
          },
        }),
      ),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace)],
      done: said.saved,
      showsError: true,
      onDone: (view) => {
        if (view.slug !== server.slug) navigate(paths.serverPage(scope.workspace, view.slug, "settings"));
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
        <fieldset disabled={!can("servers.edit")}>
          <Stack gap={5}>
            {error && !error.at && (
              <Notice tone="bad" live>
                {error.message}
              </Notice>
            )}
            <TextField
              label={text.create.name}
              required
              maxLength={80}
              value={draft.name}
              error={error?.forField("name")}
              onChange={(event) => set({ name: event.target.value })}
            />
            <TextField
              label={text.create.slug}
              hint={server.slugFixed ? said.slugFixed : text.create.slugHint}
              lead={`/mcp/${scope.workspace}/`}
              mono
              required
              readOnly={server.slugFixed}
              value={draft.slug}
              error={error?.forField("slug")}
              onChange={(event) => set({ slug: event.target.value })}
            />
            <TextArea
              label={text.create.description}
              hint={text.create.descriptionHint}
              maxLength={500}
              value={draft.description}
              onChange={(event) => set({ description: event.target.value })}
            />
            <TextArea
              label={said.instructions}
              hint={said.instructionsHint}
              maxLength={4000}
              value={draft.instructions}
              onChange={(event) => set({ instructions: event.target.value })}
            />
            <TextField
              label={said.website}
              optional={text.common.optional}
              type="url"
              value={draft.websiteUrl}
              error={error?.forField("websiteUrl")}
              onChange={(event) => set({ websiteUrl: event.target.value })}
            />
            <IconField name={draft.name} value={draft.iconUrl} onChange={(iconUrl) => set({ iconUrl })} />
            <ChoiceCards<"all" | "search">
              legend={said.presentation}
              columns={2}
              value={draft.presentation}
              onChange={(presentation) => set({ presentation })}
              options={[
                { value: "all", title: said.all.name, text: said.all.text },
                { value: "search", title: said.search.name, text: said.search.text },
              ]}
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

function DeleteCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useState(false);
  const remove = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].delete.$post({
          param: scope,
          json: { confirmName: server.name },
        }),
      ),
    {
      stale: [keys.servers(scope.workspace)],
      done: said.deleted,
      onDone: () => navigate(paths.workspace(scope.workspace)),
    },
  );
  if (!can("servers.delete")) return null;
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
        typed={server.name}
        title={said.deleteAsk(server.name)}
        confirm={said.deleteAction}
      >
        <p>{said.deleteNote}</p>
      </ConfirmDialog>
    </>
  );
}
