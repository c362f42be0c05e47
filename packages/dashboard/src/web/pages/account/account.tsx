import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { useSession } from "../../shell/scope.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Facts, Row, Stack } from "../../ui/layout.tsx";
import { Moment } from "../../ui/moment.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Page } from "../../ui/page.tsx";
import { AccountChanges } from "./account-changes.tsx";
import { DataCard } from "./data-card.tsx";
import { EmailCard } from "./email-card.tsx";
import { PasswordCard } from "./password-card.tsx";
import { Sessions } from "./sessions.tsx";
import { staleAccount } from "./stale-account.ts";
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
      <AccountChanges />
      <DataCard />
    </Page>
  );
}

function Deleting() {
  const { account } = useSession();
  const keep = useAction(() => read(api.account.keep.$post()), { stale: staleAccount, done: said.kept });
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
      {said.deleting} <Moment at={account.deletesAt} mode="date" />
    </Notice>
  );
}

function Profile() {
  const { account } = useSession();
  const [displayName, setDisplayName] = useState(account.displayName);
  const save = useAction(() => read(api.account.$patch({ json: { displayName } })), {
    stale: staleAccount,
    done: text.common.saved,
    showsError: true,
  });
  return (
    <Card title={said.profile}>
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
          <Facts
            items={[
              [said.since, <Moment key="since" at={account.createdAt} mode="date" />],
              [said.accepted, <Moment key="accepted" at={account.termsAcceptedAt} mode="date" />],
            ]}
          />
        </Stack>
      </form>
    </Card>
  );
}
