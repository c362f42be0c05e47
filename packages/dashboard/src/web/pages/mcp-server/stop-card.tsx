import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/layout.tsx";

/** The emergency stop of one server. */
export function StopCard() {
  const server = useServer();
  const scope = useServerScope();
  const can = useCan();
  const [isAsking, setAsking] = useState(false);
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
    <>
      <Card
        tone="bad"
        title={text.stop.title}
        note={text.stop.note}
        actions={
          <Button variant="danger" onClick={() => setAsking(true)}>
            {text.stop.action}
          </Button>
        }
      />
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => stop.run()}
        busy={stop.busy}
        title={text.stop.ask(server.name)}
        confirm={text.stop.action}
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
