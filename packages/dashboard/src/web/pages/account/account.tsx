import { useState } from "react";
import { api, read, setCsrfToken } from "../../api/client.ts";
import { keys } from "../../api/queries.ts";
import { useAction } from "../../api/use-action.ts";
import { localDate } from "../../format/time.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { toast } from "../../ui/toast.tsx";
import { Sessions } from "./sessions.tsx";
import { TwoFactor } from "./two-factor.tsx";

const said = text.account;

export function Account() {
  const { account } = useSession();
  return (
    <Page narrow title={text.nav.account} note={account.email}>
      <Deleting />
      <Profile />
      <EmailCard />
      <PasswordCard />
      <TwoFactor />
      <Sessions />
      <DataCard />
    </Page>
  );
}

function Deleting() {
  const { account } = useSession();
  const keep = useAction(() => read(api.account.keep.$post()), { stale: [keys.session], done: said.kept });
  if (account.deletesAt === null) return null;
  return (
    <Notice
      tone="bad"
      actions={
        <Button size="small" busy={keep.busy} onClick={() => keep.run()}>
          {text.workspaces.keep}
        </Button>
      }
    >
      {said.deleting(localDate(account.deletesAt))}
    </Notice>
  );
}

function Profile() {
  const { account } = useSession();
  const [displayName, setDisplayName] = useState(account.displayName);
  const save = useAction(() => read(api.account.$patch({ json: { displayName } })), {
    stale: [keys.session],
    done: text.common.saved,
    showsError: true,
  });
  return (
    <Card title={said.profile} note={said.since(localDate(account.createdAt), localDate(account.termsAcceptedAt))}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.run();
        }}
      >
        <Stack>
          <TextField
            label={text.auth.displayName}
            autoComplete="name"
            required
            maxLength={80}
            value={displayName}
            error={save.error?.message}
            onChange={(event) => setDisplayName(event.target.value)}
          />
          <Row>
            <Button type="submit" busy={save.busy} disabled={displayName === account.displayName}>
              {text.common.save}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

function EmailCard() {
  const [newEmail, setNewEmail] = useState("");
  const [password, setPassword] = useState("");
  const change = useAction(() => read(api.account.email.$post({ json: { newEmail, password } })), {
    showsError: true,
    onDone: () => {
      toast(said.emailSent);
      setNewEmail("");
      setPassword("");
    },
  });
  return (
    <Card title={said.email} note={said.emailNote}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.run();
        }}
      >
        <Stack>
          <TextField
            label={said.newEmail}
            type="email"
            autoComplete="email"
            required
            value={newEmail}
            error={change.error?.forField("newEmail")}
            onChange={(event) => setNewEmail(event.target.value)}
          />
          <TextField
            label={said.currentPassword}
            type="password"
            autoComplete="current-password"
            required
            value={password}
            error={change.error?.forField("newEmail") ? undefined : change.error?.message}
            onChange={(event) => setPassword(event.target.value)}
          />
          <Row>
            <Button type="submit" busy={change.busy}>
              {text.auth.signUpAction}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

function PasswordCard() {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useAction(() => read(api.account.password.$post({ json: { currentPassword, newPassword } })), {
    showsError: true,
    stale: [keys.session, ["account"]],
    onDone: (session) => {
      setCsrfToken(session.csrfToken);
      toast(said.passwordChanged);
      setCurrent("");
      setNew("");
    },
  });
  return (
    <Card title={text.auth.password} note={said.passwordNote}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.run();
        }}
      >
        <Stack>
          <TextField
            label={said.currentPassword}
            type="password"
            autoComplete="current-password"
            required
            value={currentPassword}
            error={change.error?.forField("newPassword") ? undefined : change.error?.message}
            onChange={(event) => setCurrent(event.target.value)}
          />
          <TextField
            label={text.auth.newPassword}
            hint={text.auth.passwordHint}
            type="password"
            autoComplete="new-password"
            required
            minLength={12}
            value={newPassword}
            error={change.error?.forField("newPassword")}
            onChange={(event) => setNew(event.target.value)}
          />
          <Row>
            <Button type="submit" busy={change.busy}>
              {said.changePassword}
            </Button>
          </Row>
        </Stack>
      </form>
    </Card>
  );
}

function DataCard() {
  const { account } = useSession();
  const [isAsking, setAsking] = useState(false);
  const [password, setPassword] = useState("");
  const remove = useAction(() => read(api.account.delete.$post({ json: { password } })), {
    stale: [keys.session],
    showsError: true,
    onDone: () => setAsking(false),
  });
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
      <Dialog
        open={isAsking}
        onClose={() => setAsking(false)}
        title={said.deleteAsk}
        note={said.deleteNote}
        footer={
          <>
            <Button onClick={() => setAsking(false)}>{text.common.cancel}</Button>
            <Button variant="danger" busy={remove.busy} disabled={password === ""} onClick={() => remove.run()}>
              {said.delete}
            </Button>
          </>
        }
      >
        <TextField
          label={said.currentPassword}
          type="password"
          autoComplete="current-password"
          value={password}
          error={remove.error?.message}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Dialog>
    </>
  );
}
