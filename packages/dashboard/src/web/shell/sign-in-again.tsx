import { useQueryClient } from "@tanstack/react-query";
import { type KeyboardEvent, useState } from "react";
import type { AccountView, SessionView } from "../../server/api/account.ts";
import { api, read, setCsrfToken } from "../api/client.ts";
import { sessionQuery } from "../api/queries.ts";
import { type Interruption, sessionGuard } from "../api/session-guard.ts";
import { useSubmit } from "../pages/auth/use-submit.ts";
import { PasswordField } from "../pages/auth/password-field.tsx";
import { text } from "../text/en.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { TextField } from "../ui/field.tsx";
import { Notice } from "../ui/notice.tsx";

/** Signs the page's own account in again, where the page stands. */
export function SignInAgain({ account, interruption }: { account: AccountView; interruption: Interruption }) {
  const [challenge, setChallenge] = useState<string>();
  const queries = useQueryClient();
  const enter = (session: SessionView) => {
    setCsrfToken(session.csrfToken);
    if (!sessionGuard.learn(session)) return;
    queries.setQueryData(sessionQuery.queryKey, session);
    void queries.invalidateQueries();
  };
  return (
    <div role="presentation" onKeyDown={keepEscape}>
      {challenge === undefined ? (
        <PasswordStep account={account} interruption={interruption} onChallenge={setChallenge} onEnter={enter} />
      ) : (
        <CodeStep challenge={challenge} onBack={() => setChallenge(undefined)} onEnter={enter} />
      )}
    </div>
  );
}

const close = () => sessionGuard.putAside();

/** Escape closes this dialog alone, not the one of the page that may be open below it. */
const keepEscape = (event: KeyboardEvent) => {
  if (event.key === "Escape") event.stopPropagation();
};

function PasswordStep({
  account,
  interruption,
  onChallenge,
  onEnter,
}: {
  account: AccountView;
  interruption: Interruption;
  onChallenge: (challenge: string) => void;
  onEnter: (session: SessionView) => void;
}) {
  const [password, setPassword] = useState("");
  const { onSubmit, busy, error } = useSubmit(async () => {
    const result = await read(api.auth.login.$post({ json: { email: account.email, password } }));
    if (result.status === "second_factor") onChallenge(result.challenge);
    else onEnter(result.session);
  });
  const other = interruption.reason === "other_account" ? interruption.email : undefined;
  return (
    <Dialog
      open
      onClose={close}
      onSubmit={onSubmit}
      title={other === undefined ? text.session.endedTitle : text.session.otherTitle}
      note={other === undefined ? text.session.endedNote : text.session.otherNote(other, account.email)}
      footer={
        <>
          {other !== undefined && (
            <Button title={text.session.goOnNote} onClick={() => location.assign("/")}>
              {text.session.goOnAs(other)}
            </Button>
          )}
          <Button type="submit" variant="primary" busy={busy}>
            {text.auth.login}
          </Button>
        </>
      }
    >
      {error && (
        <Notice tone="bad" live>
          {error.message}
        </Notice>
      )}
      <TextField label={text.auth.email} type="email" autoComplete="username" readOnly value={account.email} />
      <PasswordField
        label={text.auth.password}
        autoComplete="current-password"
        required
        autoFocus
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
    </Dialog>
  );
}

function CodeStep({
  challenge,
  onBack,
  onEnter,
}: {
  challenge: string;
  onBack: () => void;
  onEnter: (session: SessionView) => void;
}) {
  const [code, setCode] = useState("");
  const { onSubmit, busy, error } = useSubmit(async () => {
    onEnter(await read(api.auth.login["second-factor"].$post({ json: { challenge, code } })));
  });
  return (
    <Dialog
      open
      onClose={close}
      onSubmit={onSubmit}
      title={text.auth.codeTitle}
      note={text.auth.codeNote}
      footer={
        <>
          <Button onClick={onBack}>{text.common.back}</Button>
          <Button type="submit" variant="primary" busy={busy}>
            {text.auth.login}
          </Button>
        </>
      }
    >
      <TextField
        label={text.auth.codeLabel}
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus
        mono
        value={code}
        error={error?.message}
        onChange={(event) => setCode(event.target.value)}
      />
    </Dialog>
  );
}
