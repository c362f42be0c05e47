import { useQueryClient } from "@tanstack/react-query";
import { useLocation } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys, serverQuery } from "../../api/queries.ts";
import { useEditForm } from "../../api/use-edit-form.ts";
import { paths } from "../../shell/paths.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { ChoiceCards } from "../../ui/choice.tsx";
import { EditForm } from "../../ui/edit-form.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { IconField } from "../create/name-step.tsx";

const said = text.serverSettings;

const labels = {
  name: text.create.name,
  slug: text.create.slug,
  description: text.create.description,
  instructions: said.instructions,
  websiteUrl: said.website,
  iconUrl: text.create.icon,
  presentation: said.presentation,
};

const useGeneralForm = () => {
  const server = useServer();
  const scope = useServerScope();
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const { name, slug, description, instructions, iconUrl, presentation } = server;
  return useEditForm({
    stored: { name, slug, description, instructions, websiteUrl: server.websiteUrl ?? "", iconUrl, presentation },
    version: server.version,
    save: ({ websiteUrl, ...changes }, version) =>
      read(
        api.workspaces[":workspace"].servers[":server"].$patch({
          param: scope,
          json: {
            ...changes,
            ...(websiteUrl !== undefined && { websiteUrl: websiteUrl === "" ? null : websiteUrl }),
            version,
          },
        }),
      ),
    onSaved: (view) => {
      queries.setQueryData(serverQuery({ ...scope, server: view.slug }).queryKey, view);
      if (view.slug !== slug) navigate(paths.serverPage(scope.workspace, view.slug, "settings"), { replace: true });
    },
    stale: [keys.server(scope), keys.servers(scope.workspace)],
    done: said.saved,
  });
};

/** How clients and people see the server. */
export function GeneralCard() {
  const server = useServer();
  const can = useCan();
  const form = useGeneralForm();
  const { values, set, error } = form;
  return (
    <EditForm
      form={form}
      title={said.general}
      canEdit={can("servers.edit")}
      fields={["name", "slug", "websiteUrl"]}
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
        hint={server.slugFixed ? said.slugFixed : text.create.slugHint}
        lead={`/mcp/${useServerScope().workspace}/`}
        mono
        required
        readOnly={server.slugFixed}
        value={values.slug}
        error={error?.forField("slug")}
        onChange={(event) => set({ slug: event.target.value })}
      />
      <TextArea
        label={labels.description}
        hint={text.create.descriptionHint}
        maxLength={500}
        value={values.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <TextArea
        label={labels.instructions}
        hint={said.instructionsHint}
        maxLength={4000}
        value={values.instructions}
        onChange={(event) => set({ instructions: event.target.value })}
      />
      <TextField
        label={labels.websiteUrl}
        optional={text.common.optional}
        type="url"
        value={values.websiteUrl}
        error={error?.forField("websiteUrl")}
        onChange={(event) => set({ websiteUrl: event.target.value })}
      />
      <IconField name={values.name} value={values.iconUrl} onChange={(iconUrl) => set({ iconUrl })} />
      <ChoiceCards<"all" | "search">
        legend={labels.presentation}
        columns={2}
        value={values.presentation}
        onChange={(presentation) => set({ presentation })}
        options={[
          { value: "all", title: said.all.name, text: said.all.text },
          { value: "search", title: said.search.name, text: said.search.text },
        ]}
      />
    </EditForm>
  );
}
