import { useState } from "react";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/choice.tsx";
import { TextField } from "../../ui/field.tsx";
import { Notice } from "../../ui/notice.tsx";
import styles from "./auth-page.module.css";
import { PasswordField } from "./password-field.tsx";
import { useSubmit } from "./use-submit.ts";

export interface NewAccount {
  displayName: string;
  password: string;
  acceptTerms: true;
}

/** Name, password and terms: all that an account needs once its address is known. */
export function NewAccountForm({
  email,
  action,
  send,
}: {
  email: string;
  action: string;
  send: (account: NewAccount) => Promise<void>;
}) {
  const [displayName, setDisplayName] = useState("");
  const [password, setPassword] = useState("");
  const [acceptTerms, setAcceptTerms] = useState(false);
  const { onSubmit, busy, error } = useSubmit(() => send({ displayName, password, acceptTerms: true }));
  const ofField = error && (error.forField("displayName") ?? error.forField("password"));
  return (
    <form className={styles["fields"]} onSubmit={onSubmit}>
      {error && ofField === undefined && (
        <Notice tone="bad" live>
          {error.message}
        </Notice>
      )}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <TextField
        label={text.auth.displayName}
        name="name"
        autoComplete="name"
        required
        autoFocus
        maxLength={80}
        value={displayName}
        error={error?.forField("displayName")}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <PasswordField
        label={text.auth.password}
        name="password"
        autoComplete="new-password"
        hint={text.auth.passwordHint}
        required
        minLength={12}
        value={password}
        error={error?.forField("password")}
        onChange={(event) => setPassword(event.target.value)}
      />
      <Checkbox
        name="terms"
        required
        checked={acceptTerms}
        onChange={() => setAcceptTerms(!acceptTerms)}
        label={text.mailLinks.acceptTerms}
        hint={
          <>
            {text.mailLinks.acceptTermsHint}{" "}
            <a href="/trust" target="_blank" rel="noreferrer">
              {text.mailLinks.readTerms}
            </a>
          </>
        }
      />
      <Button type="submit" variant="primary" wide busy={busy}>
        {action}
      </Button>
    </form>
  );
}
