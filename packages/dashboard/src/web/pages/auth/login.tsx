import { useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { api, read, setCsrfToken } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import { AuthPage } from "./auth-page.tsx";
import styles from "./auth-page.module.css";
import { beginVisit } from "./begin-visit.ts";
import { localPath } from "./local-path.ts";
import { PasswordField } from "./password-field.tsx";
import { useSubmit } from "./use-submit.ts";

export function Login() {
  const [challenge, setChallenge] = useState<string>();
  return challenge === undefined ? (
    <PasswordStep onChallenge={setChallenge} />
  ) : (
    <SecondFactorStep challenge={challenge} onBack={() => setChallenge(undefined)} />
  );
}

const useEnter = () => {
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  return (csrfToken: string | null) => {
    setCsrfToken(csrfToken);
    navigate(localPath(search.get("next")), { replace: true });
  };
};

function PasswordStep({ onChallenge }: { onChallenge: (challenge: string) => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [search] = useSearchParams();
  const [canSignUp, setCanSignUp] = useState(true);
  const enter = useEnter();
  useEffect(() => {
    void beginVisit().then((deployment) => deployment && setCanSignUp(deployment.signUpOpen));
  }, []);
  const { onSubmit, busy, error } = useSubmit(async () => {
    const result = await read(api.auth.login.$post({ json: { email, password } }));
    if (result.status === "second_factor") onChallenge(result.challenge);
    else enter(result.session.csrfToken);
  });
  return (
    <AuthPage title={text.auth.loginTitle} note={text.auth.loginNote}>
      {search.has("reset") && <Notice tone="good">{text.auth.resetDone}</Notice>}
      <form className={styles["fields"]} onSubmit={onSubmit}>
        {error && (
          <Notice tone="bad" live>
            {error.message}
          </Notice>
        )}
        <TextField
          label={text.auth.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          label={text.auth.password}
          name="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <Button type="submit" variant="primary" wide busy={busy}>
          {text.auth.login}
        </Button>
      </form>
      <p className={styles["between"]}>
        <Link href="/forgot-password">{text.auth.forgot}</Link>
        {canSignUp && (
          <span>
            <span className={styles["switch"]}>{text.auth.toSignUp}</span>{" "}
            <Link href="/sign-up">{text.auth.signUpLink}</Link>
          </span>
        )}
      </p>
    </AuthPage>
  );
}

function SecondFactorStep({ challenge, onBack }: { challenge: string; onBack: () => void }) {
  const [code, setCode] = useState("");
  const enter = useEnter();
  const { onSubmit, busy, error } = useSubmit(async () => {
    const session = await read(api.auth.login["second-factor"].$post({ json: { challenge, code } }));
    enter(session.csrfToken);
  });
  return (
    <AuthPage title={text.auth.codeTitle} note={text.auth.codeNote}>
      <form className={styles["fields"]} onSubmit={onSubmit}>
        <TextField
          label={text.auth.codeLabel}
          name="code"
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
        <Button type="submit" variant="primary" wide busy={busy}>
          {text.auth.login}
        </Button>
        <Button variant="quiet" wide onClick={onBack}>
          {text.common.back}
        </Button>
      </form>
    </AuthPage>
  );
}
