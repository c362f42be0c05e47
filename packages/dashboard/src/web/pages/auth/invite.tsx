import { type ReactNode, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import type { SessionView } from "../../../server/api/account.ts";
import type { RouteOutput } from "../../../server/api/routes.ts";
import { type ApiError, asApiError } from "../../api/api-error.ts";
import { api, read, setCsrfToken } from "../../api/client.ts";
import { text } from "../../text/en.ts";
import { Button, LinkButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
import { AuthPage } from "./auth-page.tsx";
import styles from "./auth-page.module.css";
import { LinkSent } from "./link-sent.tsx";
import { takeLinkToken } from "./link-token.ts";
import { NewAccountForm } from "./new-account-form.tsx";
import { SignUpForm } from "./sign-up-form.tsx";
import { useSubmit } from "./use-submit.ts";

interface Visit {
  session: SessionView;
  invitation: RouteOutput<"inspectInvitation">;
}

const storageKey = "breezeway.invitation";
const signInPath = "/sign-in?next=/invitation";

/** Kept for this tab alone, so that signing in on the way does not lose it. */
const takeInvitation = (): string => {
  const token = takeLinkToken() || (sessionStorage.getItem(storageKey) ?? "");
  if (token !== "") sessionStorage.setItem(storageKey, token);
  return token;
};

export function Invite() {
  const [token] = useState(takeInvitation);
  const [visit, setVisit] = useState<Visit>();
  const [failure, setFailure] = useState<ApiError>();
  useEffect(() => {
    const load = async () => {
      const session = await read(api.session.$get());
      setCsrfToken(session.csrfToken);
      setVisit({ session, invitation: await read(api.invitations.inspect.$post({ json: { token } })) });
    };
    load().catch((error: unknown) => setFailure(asApiError(error)));
  }, [token]);
  if (failure)
    return (
      <AuthPage
        title={text.mailLinks.linkBad}
        note={failure.status === 0 ? failure.message : text.mailLinks.linkBadText}
      >
        <p>
          <Link href="/">{text.errors.home}</Link>
        </p>
      </AuthPage>
    );
  if (!visit)
    return (
      <AuthPage title={text.mailLinks.linkTitle} note={text.mailLinks.linkChecking}>
        <Skeleton />
      </AuthPage>
    );
  return <Offer token={token} visit={visit} />;
}

function Offer({ token, visit }: { token: string; visit: Visit }) {
  const { session, invitation } = visit;
  const [isSigningUp, setSigningUp] = useState(false);
  const [sentTo, setSentTo] = useState<string>();
  const [, navigate] = useLocation();
  const enter = (path: string) => {
    sessionStorage.removeItem(storageKey);
    navigate(path, { replace: true });
  };
  if (sentTo !== undefined) return <LinkSent email={sentTo} />;
  if (session.account !== null)
    return (
      <OfferPage invitation={invitation}>
        <Join token={token} email={session.account.email} onJoined={(slug) => enter(`/w/${slug}`)} />
      </OfferPage>
    );
  const { newAccount } = invitation;
  if (newAccount !== null)
    return (
      <OfferPage invitation={invitation} further={text.mailLinks.inviteNewAccount(newAccount.email)}>
        <NewAccountForm
          email={newAccount.email}
          action={text.mailLinks.inviteCreate}
          send={async (account) => {
            const joined = await read(api.invitations.join.$post({ json: { token, ...account } }));
            setCsrfToken(joined.csrfToken);
            enter("/");
          }}
        />
        <ToSignIn />
      </OfferPage>
    );
  if (isSigningUp)
    return (
      <OfferPage invitation={invitation} further={text.mailLinks.inviteMail}>
        <SignUpForm invitation={token} suggested={invitation.email ?? ""} onSent={setSentTo} />
        <ToSignIn />
      </OfferPage>
    );
  return (
    <OfferPage invitation={invitation}>
      <div className={styles["fields"]}>
        <LinkButton href={signInPath} variant="primary" wide>
          {text.mailLinks.inviteSignIn}
        </LinkButton>
        {session.deployment.signUpOpen ? (
          <Button wide onClick={() => setSigningUp(true)}>
            {text.mailLinks.inviteSignUp}
          </Button>
        ) : (
          <Notice>{text.mailLinks.inviteNeedsAddress(invitation.invitedBy)}</Notice>
        )}
      </div>
    </OfferPage>
  );
}

function OfferPage({
  invitation,
  further,
  children,
}: {
  invitation: Visit["invitation"];
  further?: string;
  children: ReactNode;
}) {
  const { workspace, invitedBy, role } = invitation;
  const note = [text.mailLinks.inviteNote(invitedBy, text.roles[role]), further].filter(Boolean).join(" ");
  return (
    <AuthPage title={text.mailLinks.inviteTitle(workspace)} note={note}>
      {children}
    </AuthPage>
  );
}

function ToSignIn() {
  return (
    <p>
      <span className={styles["switch"]}>{text.auth.toLogin}</span> <Link href={signInPath}>{text.auth.login}</Link>
    </p>
  );
}

/** For whoever is signed in: says as whom, since a browser may hold another account than the one invited. */
function Join({ token, email, onJoined }: { token: string; email: string; onJoined: (slug: string) => void }) {
  const { onSubmit, busy, error } = useSubmit(async () => {
    const workspace = await read(api.invitations.accept.$post({ json: { token } }));
    onJoined(workspace.slug);
  });
  return (
    <>
      <form className={styles["fields"]} onSubmit={onSubmit}>
        {error && (
          <Notice tone="bad" live>
            {error.message}
          </Notice>
        )}
        <Button type="submit" variant="primary" wide busy={busy}>
          {text.mailLinks.inviteAction}
        </Button>
      </form>
      <p>
        <span className={styles["switch"]}>{text.mailLinks.inviteAs(email)}</span>{" "}
        <Link href={signInPath}>{text.mailLinks.inviteOther}</Link>
      </p>
    </>
  );
}
