import { useEffect, useState } from "react";
import { Link } from "wouter";
import { api, read } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { AuthPage } from "./auth-page.tsx";
import styles from "./auth-page.module.css";
import { beginVisit } from "./begin-visit.ts";
import { LinkSent } from "./link-sent.tsx";
import { useSubmit } from "./use-submit.ts";

export function Forgot() {
  const [email, setEmail] = useState("");
  const [isSent, setSent] = useState(false);
  useEffect(() => void beginVisit(), []);
  const { onSubmit, busy, error } = useSubmit(async () => {
    await read(api.auth.password.forgot.$post({ json: { email } }));
    setSent(true);
  });
  if (isSent) return <LinkSent email={email} />;
  return (
    <AuthPage title={text.auth.forgotTitle} note={text.auth.forgotNote}>
      <form className={styles["fields"]} onSubmit={onSubmit}>
        <TextField
          label={text.auth.email}
          type="email"
          name="email"
          autoComplete="username"
          required
          autoFocus
          value={email}
          error={error?.message}
          onChange={(event) => setEmail(event.target.value)}
        />
        <Button type="submit" variant="primary" wide busy={busy}>
          {text.auth.signUpAction}
        </Button>
      </form>
      <p>
        <Link href="/sign-in">{text.auth.backToLogin}</Link>
      </p>
    </AuthPage>
  );
}
