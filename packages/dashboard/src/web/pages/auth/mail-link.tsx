import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import type { ApiError } from "../../api/api-error.ts";
import { asApiError } from "../../api/api-error.ts";
import { api, read, setCsrfToken } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AuthPage } from "./auth-page.tsx";
import styles from "./auth-page.module.css";
import { beginVisit } from "./begin-visit.ts";
import { takeLinkToken } from "./link-token.ts";
import { NewAccountForm } from "./new-account-form.tsx";
import { PasswordField } from "./password-field.tsx";
import { useSubmit } from "./use-submit.ts";

interface LinkFacts {
  purpose: "sign_up" | "password_reset" | "email_change";
  email: string;
}

/** Where every link of an e-mail lands: the token is asked what it is for, then the page for that is shown. */
export function MailLink() {
  const [token] = useState(takeLinkToken);
  const [facts, setFacts] = useState<LinkFacts>();
  const [failure, setFailure] = useState<ApiError>();
  useEffect(() => {
    beginVisit()
      .then(() => read(api.auth.link.$post({ json: { token } })))
      .then(setFacts, (error: unknown) => setFailure(asApiError(error)));
  }, [token]);
  if (failure)
    return (
      <AuthPage
        title={text.mailLinks.linkBad}
        note={failure.status === 0 ? failure.message : text.mailLinks.linkBadText}
      >
        <p>
          <Link href="/sign-in">{text.auth.backToLogin}</Link>
        </p>
      </AuthPage>
    );
  if (!facts)
    return (
      <AuthPage title={text.mailLinks.linkTitle} note={text.mailLinks.linkChecking}>
        <Skeleton />
      </AuthPage>
    );
  if (facts.purpose === "sign_up") return <CompleteSignUp token={token} email={facts.email} />;
  if (facts.purpose === "password_reset") return <ResetPassword token={token} />;
  return <ConfirmEmail token={token} email={facts.email} />;
}

function CompleteSignUp({ token, email }: { token: string; email: string }) {
  const [, navigate] = useLocation();
  return (
    <AuthPage title={text.mailLinks.completeTitle} note={text.mailLinks.completeNote(email)}>
      <NewAccountForm
        email={email}
        action={text.mailLinks.completeAction}
        send={async (account) => {
          const session = await read(api.auth["sign-up"].complete.$post({ json: { token, ...account } }));
          setCsrfToken(session.csrfToken);
          navigate("/", { replace: true });
        }}
      />
    </AuthPage>
  );
}

function ResetPassword({ token }: { token: string }) {
  const [password, setPassword] = useState("");
  const [, navigate] = useLocation();
  const { onSubmit, busy, error } = useSubmit(async () => {
    await read(api.auth.password.reset.$post({ json: { token, password } }));
    setCsrfToken(null);
    navigate("/sign-in?reset", { replace: true });
  });
  return (
    <AuthPage title={text.mailLinks.resetTitle} note={text.mailLinks.resetNote}>
      <form className={styles["fields"]} onSubmit={onSubmit}>
        <PasswordField
          label={text.auth.newPassword}
          name="password"
          autoComplete="new-password"
          hint={text.auth.passwordHint}
          required
          autoFocus
          minLength={12}
          value={password}
          error={error?.message}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="primary" wide busy={busy}>
          {text.mailLinks.resetAction}
        </Button>
      </form>
    </AuthPage>
  );
}

function ConfirmEmail({ token, email }: { token: string; email: string }) {
  const [isDone, setDone] = useState(false);
  const { onSubmit, busy, error } = useSubmit(async () => {
    await read(api.auth.email.confirm.$post({ json: { token } }));
    setDone(true);
  });
  return (
    <AuthPage title={text.mailLinks.emailConfirmTitle} note={text.mailLinks.emailConfirmText(email)}>
      {isDone ? (
        <Notice tone="good" live>
          {text.mailLinks.emailConfirmed}
        </Notice>
      ) : (
        <form className={styles["fields"]} onSubmit={onSubmit}>
          {error && (
            <Notice tone="bad" live>
              {error.message}
            </Notice>
          )}
          <Button type="submit" variant="primary" wide busy={busy}>
            {text.mailLinks.emailConfirmAction}
          </Button>
        </form>
      )}
      <p>
        <Link href="/">{text.errors.home}</Link>
      </p>
    </AuthPage>
  );
}
