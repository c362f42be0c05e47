import { useState } from "react";
import { api, read, setCsrfToken } from "../../api/client.ts";
import { useAction } from "../../api/use-action.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { toast } from "../../ui/toast.tsx";
import { staleAccount } from "./stale-account.ts";

const said = text.account;

export function PasswordCard() {
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useAction(() => read(api.account.password.$post({ json: { currentPassword, newPassword } })), {
    showsError: true,
    stale: staleAccount,
    onDone: (session) => {
      setCsrfToken(session.csrfToken);
      toast(said.passwordChanged);
      setCurrent("");
      setNew("");
    },
  });
  const { error } = change;
  const [ofCurrent, ofNew] = [
    error?.forField("currentPassword") ?? error?.forField("password"),
    error?.forField("newPassword"),
  ];
  return (
    <Card title={text.auth.password} note={said.passwordNote}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          change.run();
        }}
      >
        <Stack>
          {error && ofCurrent === undefined && ofNew === undefined && (
            <Notice tone="bad" live>
              {error.message}
            </Notice>
          )}
          <TextField
            label={said.currentPassword}
            type="password"
            autoComplete="current-password"
            required
            value={currentPassword}
            error={ofCurrent}
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
            error={ofNew}
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
