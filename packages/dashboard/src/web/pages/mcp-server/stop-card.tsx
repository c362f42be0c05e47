import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { useAsk } from "../../shell/use-ask.ts";
import { text } from "../../text/en.ts";
import { DangerCard } from "../../ui/danger-card.tsx";
import { StopReason } from "../../ui/stop-reason.tsx";

/** The emergency stop of one server. */
export function StopCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [isAsking, setAsking] = useAsk("stop");
  const [reason, setReason] = useState("");
  const stop = useAction(
    () => read(api.workspaces[":workspace"].servers[":server"].stop.$post({ param: scope, json: { reason } })),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace)],
      done: text.stop.done,
      onDone: () => setAsking(false),
    },
  );
  if (server.stoppedAt !== null || !can("servers.stop")) return null;
  return (
    <DangerCard
      title={text.stop.title}
      note={text.stop.note}
      action={text.stop.action}
      question={text.stop.ask(server.name)}
      isAsking={isAsking}
      onAsk={setAsking}
      onConfirm={() => stop.run()}
      busy={stop.busy}
    >
      <StopReason value={reason} onChange={setReason} />
    </DangerCard>
  );
}
