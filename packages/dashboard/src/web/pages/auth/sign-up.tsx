import { useEffect, useState } from "react";
import { Link } from "wouter";
import { text } from "../../text/en.ts";
import { Notice } from "../../ui/notice.tsx";
import { AuthPage } from "./auth-page.tsx";
import styles from "./auth-page.module.css";
import { beginVisit } from "./begin-visit.ts";
import { LinkSent } from "./link-sent.tsx";
import { SignUpForm } from "./sign-up-form.tsx";

export function SignUp() {
  const [sentTo, setSentTo] = useState<string>();
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    void beginVisit().then((deployment) => deployment && setOpen(deployment.signUpOpen));
  }, []);
  if (sentTo !== undefined) return <LinkSent email={sentTo} />;
  return (
    <AuthPage title={text.auth.signUpTitle} {...(isOpen && { note: text.auth.signUpNote })}>
      {isOpen ? <SignUpForm onSent={setSentTo} /> : <Notice>{text.auth.signUpClosed}</Notice>}
      <p>
        <span className={styles["switch"]}>{text.auth.toLogin}</span> <Link href="/sign-in">{text.auth.login}</Link>
      </p>
    </AuthPage>
  );
}
