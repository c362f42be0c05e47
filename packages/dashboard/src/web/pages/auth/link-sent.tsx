import { useEffect, useState } from "react";
import { Link } from "wouter";
import { api, read } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Notice } from "../../ui/notice.tsx";
import { AuthPage } from "./auth-page.tsx";

/** The same whether or not the address is known. */
export function LinkSent({ email }: { email: string }) {
  const [goesToLog, setGoesToLog] = useState(false);
  useEffect(() => {
    read(api.session.$get()).then(
      (session) => setGoesToLog(session.deployment.emailDelivery === "log"),
      () => undefined,
    );
  }, []);
  return (
    <AuthPage title={text.auth.sentTitle} note={text.auth.sentNote(email)}>
      {goesToLog && <Notice live>{text.auth.sentLog}</Notice>}
      <p>
        <Link href="/login">{text.auth.backToLogin}</Link>
      </p>
    </AuthPage>
  );
}
