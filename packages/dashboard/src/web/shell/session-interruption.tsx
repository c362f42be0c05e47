import { lazy, Suspense, useSyncExternalStore } from "react";
import type { AccountView } from "../../server/api/account.ts";
import { sessionGuard } from "../api/session-guard.ts";
import { text } from "../text/en.ts";
import { Button } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import styles from "./session-interruption.module.css";

const SignInAgain = lazy(() => import("./sign-in-again.tsx").then((module) => ({ default: module.SignInAgain })));

/** Over whatever page is open, while its owner is not signed in; the page itself stays as it is. */
export function SessionInterruption({ account }: { account: AccountView }) {
  const { interruption, isPutAside } = useSyncExternalStore(sessionGuard.subscribe, sessionGuard.read);
  if (interruption === undefined) return null;
  if (isPutAside)
    return (
      <div className={styles["away"]}>
        <Notice
          tone="warn"
          live
          actions={
            <Button size="small" onClick={() => sessionGuard.askAgain()}>
              {text.auth.login}
            </Button>
          }
        >
          {text.session.away}
        </Notice>
      </div>
    );
  return (
    <Suspense fallback={null}>
      <SignInAgain account={account} interruption={interruption} />
    </Suspense>
  );
}
