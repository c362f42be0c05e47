import type { UserId } from "@breezeway/core";
import type { SessionView } from "../../api/account.ts";
import type { Browser, StartedSession } from "../../auth/sessions.ts";
import { endPresentedSession, startSession } from "../../auth/sessions.ts";
import type { Deps } from "../../context.ts";
import { readSessionView } from "./session-view.ts";

export interface SignedIn {
  readonly started: StartedSession;
  readonly view: SessionView;
}

/** Ends the session that the browser came with and begins a new one. */
export const signIn = async (
  deps: Deps,
  input: { readonly userId: UserId; readonly browser: Browser; readonly secondFactor: boolean },
): Promise<SignedIn> => {
  await endPresentedSession(deps, input.browser);
  const started = await deps.database.asUser({ userId: input.userId }, (tx) =>
    startSession(tx, {
      userAgent: input.browser.userAgent,
      now: new Date(deps.clock()),
      secondFactor: input.secondFactor,
    }),
  );
  const view = await readSessionView(deps, {
    userId: input.userId,
    sessionId: started.id,
    expiresAt: started.expiresAt,
  });
  return { started, view };
};
