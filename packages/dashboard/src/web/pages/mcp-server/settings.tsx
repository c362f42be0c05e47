import { useLocation } from "wouter";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { paths } from "../../shell/paths.ts";
import { ReadOnlyNotice } from "../../shell/read-only-notice.tsx";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { useAsk } from "../../shell/use-ask.ts";
import { text } from "../../text/en.ts";
import { DangerCard } from "../../ui/danger-card.tsx";
import { Page } from "../../ui/page.tsx";
import { GeneralCard } from "./general-card.tsx";
import { PolicyCard } from "./policy-card.tsx";
import { StopCard } from "./stop-card.tsx";

const said = text.serverSettings;

export function ServerSettings() {
  const server = useServer();
  return (
    <Page narrow title={text.nav.settings} context={server.name} note={said.note}>
      <ReadOnlyNotice unless="servers.edit" />
      <GeneralCard key={`general ${server.id}`} />
      <PolicyCard key={`policy ${server.id}`} />
      <StopCard />
      <DeleteCard />
    </Page>
  );
}

function DeleteCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [, navigate] = useLocation();
  const [isAsking, setAsking] = useAsk("delete");
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
    <DangerCard
      title={said.deleteTitle}
      note={said.deleteNote}
      action={said.deleteAction}
      question={said.deleteAsk(server.name)}
      typed={server.name}
      isAsking={isAsking}
      onAsk={setAsking}
      onConfirm={() => remove.run()}
      busy={remove.busy}
    >
      <p>{said.deleteNote}</p>
    </DangerCard>
  );
}
