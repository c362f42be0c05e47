import { useState } from "react";
import type { CredentialView } from "../../../server/api/credentials.ts";
import { api, read } from "../../api/client.ts";
import { credentialsQuery } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { useCan, useWorkspace } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { ConfirmDialog } from "../../ui/dialog.tsx";
import { Row } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import styles from "./credentials.module.css";

export function CredentialRow({ credential, onReplace }: { credential: CredentialView; onReplace: () => void }) {
  const workspace = useWorkspace();
  const can = useCan();
  const [isAsking, setAsking] = useState(false);
  const remove = useAction(
    () =>
      read(
        api.workspaces[":workspace"].credentials[":credentialId"].$delete({
          param: { workspace: workspace.slug, credentialId: credential.id },
        }),
      ),
    {
      stale: [credentialsQuery(workspace.slug).queryKey],
      done: text.credentials.removed,
      onDone: () => setAsking(false),
    },
  );
  return (
    <li>
      <div className={styles["main"]}>
        <span className={styles["name"]}>
          {credential.name} <Badge>{text.modes[credential.kind].name}</Badge>
          {credential.refusedAt !== null && <Badge tone="bad">{text.credentials.refused}</Badge>}
        </span>
        <span className={styles["facts"]}>
          {credential.username !== null && <>{credential.username} · </>}
          {text.credentials.secretSetAt} <Moment at={credential.secretSetAt} /> ·{" "}
          {text.credentials.usedBy(credential.usedBy.map(({ name }) => name))}
        </span>
      </div>
      {can("credentials.manage") && (
        <Row>
          <Button size="small" onClick={onReplace}>
            {text.credentials.replaceSecret}
          </Button>
          <Button size="small" variant="quiet" disabled={credential.usedBy.length > 0} onClick={() => setAsking(true)}>
            {text.common.remove}
          </Button>
        </Row>
      )}
      <ConfirmDialog
        open={isAsking}
        onClose={() => setAsking(false)}
        onConfirm={() => remove.run()}
        busy={remove.busy}
        title={text.credentials.removeTitle(credential.name)}
        confirm={text.common.remove}
      >
        <p>{text.credentials.removeText}</p>
      </ConfirmDialog>
    </li>
  );
}
