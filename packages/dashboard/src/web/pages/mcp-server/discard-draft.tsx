import { useState } from "react";
import type { DraftView } from "../../../server/api/releases.ts";
import { api, read } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useServer, useServerScope } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";

const said = text.publish.discard;

/** Takes the live release as the draft, where the two differ. */
export function DiscardDraft({ draft }: { draft: DraftView }) {
  const scope = useServerScope();
  const { liveReleaseId } = useServer();
  const [isAsking, setAsking] = useState(false);
  const discard = useAction(
    () =>
      read(
        api.workspaces[":workspace"].servers[":server"].draft.discard.$post({
          param: scope,
          json: { releaseId: liveReleaseId ?? "" },
        }),
      ),
    {
      stale: [keys.server(scope), keys.servers(scope.workspace)],
      showsError: true,
      done: said.done,
      onDone: () => setAsking(false),
    },
  );
  const release = draft.liveReleaseNumber ?? 0;
  return (
    <>
      <Button
        size="small"
        onClick={() => {
          discard.reset();
          setAsking(true);
        }}
      >
        {said.open}
      </Button>
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => discard.run()}
        busy={discard.busy}
        title={said.title(release)}
        confirm={said.confirm}
      >
        <Stack gap={3}>
          <p>{said.text(release)}</p>
          {discard.error && (
            <Notice tone="bad" live>
              {discard.error.message}
            </Notice>
          )}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
