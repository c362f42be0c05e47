import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card } from "../../ui/layout.tsx";
import { staleAccount } from "./stale-account.ts";

const said = text.account;

/** Taking one's data along, and going. */
export function DataCard() {
  const { account } = useSession();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Card
        title={said.exportTitle}
        note={said.exportNote}
        actions={
          <LinkButton href="/api/account/export" download>
            {said.export}
          </LinkButton>
        }
      />
      {account.deletesAt === null && (
        <Card
          tone="bad"
          title={said.deleteTitle}
          note={said.deleteNote}
          actions={
            <Button variant="danger" onClick={() => setAsking(true)}>
              {said.delete}
            </Button>
          }
        />
      )}
      {isAsking && <DeleteDialog onClose={() => setAsking(false)} />}
    </>
  );
}

function DeleteDialog({ onClose }: { onClose: () => void }) {
  const [password, setPassword] = useState("");
  const remove = useAction(() => read(api.account.delete.$post({ json: { password } })), {
    stale: staleAccount,
    done: said.deletionAsked,
    showsError: true,
    onDone: onClose,
  });
  return (
    <Dialog
      open
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        if (!remove.busy) remove.run();
      }}
      title={said.deleteAsk}
      note={said.deleteNote}
      footer={
        <>
          <Button onClick={onClose}>{text.common.cancel}</Button>
          <Button type="submit" variant="danger" busy={remove.busy} disabled={password === ""}>
            {said.delete}
          </Button>
        </>
      }
    >
      <TextField
        label={said.currentPassword}
        type="password"
        autoComplete="current-password"
        required
        value={password}
        error={remove.error?.message}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Dialog>
  );
}
