import { useEffect, useState } from "react";
import { Link } from "wouter";
import { text } from "../../text/en.ts";
import { Notice } from "../../ui/notice.tsx";
import { AuthPage } from "./auth-page.tsx";
import { beginVisit } from "./begin-visit.ts";

/** The same whether or not the address is known. */
export function LinkSent({ email }: { email: string }) {
  const [goesToLog, setGoesToLog] = useState(false);
  useEffect(() => {
    void beginVisit().then((deployment) => setGoesToLog(deployment?.emailDelivery === "log"));
  }, []);
  return (
    <AuthPage title={text.auth.sentTitle} note={text.auth.sentNote(email)}>
      {goesToLog && <Notice live>{text.auth.sentLog}</Notice>}
      <p>
        <Link href="/sign-in">{text.auth.backToLogin}</Link>
      </p>
    </AuthPage>
  );
}
