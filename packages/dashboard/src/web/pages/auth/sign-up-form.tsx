import { useState } from "react";
import { api, read } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import styles from "./auth-page.module.css";
import { useSubmit } from "./use-submit.ts";

/** Asks for the link that makes an account; an invitation comes back with it, in whichever browser it is opened. */
export function SignUpForm({
  invitation,
  suggested = "",
  onSent,
}: {
  invitation?: string;
  suggested?: string;
  onSent: (email: string) => void;
}) {
  const [email, setEmail] = useState(suggested);
  const { onSubmit, busy, error } = useSubmit(async () => {
    await read(api.auth["sign-up"].$post({ json: { email, ...(invitation !== undefined && { invitation }) } }));
    onSent(email);
  });
  return (
    <form className={styles["fields"]} onSubmit={onSubmit}>
      <TextField
        label={text.auth.email}
        type="email"
        name="email"
        autoComplete="email"
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
  );
}
