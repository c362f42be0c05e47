import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { type ApiError, asApiError } from "../../api/api-error.ts";
import { api, read, setCsrfToken } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AuthPage } from "./auth-page.tsx";
import styles from "./auth-page.module.css";
import { takeLinkToken } from "./link-token.ts";
import { useSubmit } from "./use-submit.ts";

interface Invitation {
  workspace: string;
  role: string;
  invitedBy: string;
}

const storageKey = "breezeway.invitation";

/** Kept for this tab alone, so that signing in on the way does not lose it. */
const takeInvitation = (): string => {
  const token = takeLinkToken() || (sessionStorage.getItem(storageKey) ?? "");
  if (token !== "") sessionStorage.setItem(storageKey, token);
  return token;
};

export function Invite() {
  const [token] = useState(takeInvitation);
  const [invitation, setInvitation] = useState<Invitation>();
  const [isSignedIn, setSignedIn] = useState(false);
  const [failure, setFailure] = useState<ApiError>();
  const [, navigate] = useLocation();
  useEffect(() => {
    const load = async () => {
      const session = await read(api.session.$get());
      setCsrfToken(session.csrfToken);
      setSignedIn(session.account !== null);
      setInvitation(await read(api.invitations.inspect.$post({ json: { token } })));
    };
    load().catch((error: unknown) => setFailure(asApiError(error)));
  }, [token]);
  const { onSubmit, busy, error } = useSubmit(async () => {
    const workspace = await read(api.invitations.accept.$post({ json: { token } }));
    sessionStorage.removeItem(storageKey);
    navigate(`/w/${workspace.slug}`, { replace: true });
  });
  if (failure)
    return (
      <AuthPage title={text.auth.linkBad} note={failure.status === 0 ? failure.message : text.auth.linkBadText}>
        <p>
          <Link href="/">{text.errors.home}</Link>
        </p>
      </AuthPage>
    );
  if (!invitation)
    return (
      <AuthPage title={text.auth.linkTitle} note={text.auth.linkChecking}>
        <Skeleton />
      </AuthPage>
    );
  return (
    <AuthPage
      title={text.auth.inviteTitle(invitation.workspace)}
      note={text.auth.inviteNote(invitation.invitedBy, invitation.role)}
    >
      <form className={styles["fields"]} onSubmit={onSubmit}>
        {error && (
          <Notice tone="bad" live>
            {error.message}
          </Notice>
        )}
        {isSignedIn ? (
          <Button type="submit" variant="primary" wide busy={busy}>
            {text.auth.inviteAction}
          </Button>
        ) : (
          <>
            <LinkButton href="/sign-in?next=/invitation" variant="primary" wide>
              {text.auth.inviteSignIn}
            </LinkButton>
            <LinkButton href="/sign-up" wide>
              {text.auth.inviteSignUp}
            </LinkButton>
          </>
        )}
      </form>
    </AuthPage>
  );
}
