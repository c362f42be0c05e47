import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { staleAccount } from "./stale-account.ts";

const said = text.account;

export function EmailCard() {
  const { account, deployment } = useSession();
  const canSend = deployment.emailDelivery !== "none";
  return (
    <Card title={said.email} note={canSend ? said.emailNote : said.emailNoServer(deployment.contact)}>
      {(canSend || account.pendingEmail !== null || !account.emailConfirmed) && (
        <Stack>
          {!account.emailConfirmed && <Notice tone="warn">{said.emailUnconfirmed(account.email)}</Notice>}
          <Pending />
          {canSend && <ChangeEmail />}
        </Stack>
      )}
    </Card>
  );
}

/** The address that waits for its link to be followed. */
function Pending() {
  const { account, deployment } = useSession();
  const cancel = useAction(() => read(api.account.email.$delete()), {
    stale: staleAccount,
    done: said.emailCalledOff,
  });
  const { pendingEmail } = account;
  if (pendingEmail === null) return null;
  return (
    <Notice
      live
      actions={
        <Button size="small" busy={cancel.busy} onClick={() => cancel.run()}>
          {said.callOff}
        </Button>
      }
    >
      {said.emailPending(pendingEmail.email)} <Moment at={pendingEmail.expiresAt} />.{" "}
      {deployment.emailDelivery === "log" && text.auth.sentLog}
    </Notice>
  );
}

function ChangeEmail() {
  const { account, deployment } = useSession();
  const [newEmail, setNewEmail] = useState(account.emailConfirmed ? "" : account.email);
  const [password, setPassword] = useState("");
  const change = useAction(() => read(api.account.email.$post({ json: { newEmail, password } })), {
    stale: staleAccount,
    showsError: true,
    onDone: () => {
      if (deployment.emailDelivery === "smtp") toast(said.emailSent);
      setNewEmail("");
      setPassword("");
    },
  });
  const { error } = change;
  const [ofEmail, ofPassword] = [error?.forField("newEmail"), error?.forField("password")];
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        change.run();
      }}
    >
      <Stack>
        {error && ofEmail === undefined && ofPassword === undefined && (
          <Notice tone="bad" live>
            {error.message}
          </Notice>
        )}
        <TextField
          label={said.newEmail}
          type="email"
          autoComplete="email"
          required
          value={newEmail}
          error={ofEmail}
          onChange={(event) => setNewEmail(event.target.value)}
        />
        <TextField
          label={said.currentPassword}
          type="password"
          autoComplete="current-password"
          required
          value={password}
          error={ofPassword}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Row>
          <Button type="submit" busy={change.busy}>
            {text.auth.signUpAction}
          </Button>
        </Row>
      </Stack>
    </form>
  );
}
