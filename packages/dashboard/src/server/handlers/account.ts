import type { accountRoutes } from "../api/account.ts";
import { completeSignUp } from "../services/account/complete-sign-up.ts";
import { deleteAccount, keepAccount } from "../services/account/delete-account.ts";
import { cancelEmailChange, changeEmail, confirmEmail } from "../services/account/email.ts";
import { exportAccount } from "../services/account/export-account.ts";
import { inspectLink } from "../services/account/inspect-link.ts";
import { listOwnChanges } from "../services/account/list-changes.ts";
import { listAccountSessions } from "../services/account/list-sessions.ts";
import { loginWithSecondFactor } from "../services/account/login-with-second-factor.ts";
import { login } from "../services/account/login.ts";
import { endOneSession, logout, logoutEverywhere } from "../services/account/logout.ts";
import { changePassword, forgotPassword, resetPassword } from "../services/account/passwords.ts";
import { anonymousSession, readSessionView } from "../services/account/session-view.ts";
import { signUp } from "../services/account/sign-up.ts";
import { beginTotp, confirmTotp, disableTotp, renewRecoveryCodes } from "../services/account/totp.ts";
import { updateAccount } from "../services/account/update-account.ts";
import type { HandlersOf } from "./handler.ts";
import { showSignedIn } from "./show-signed-in.ts";

export const accountHandlers: HandlersOf<typeof accountRoutes> = {
  getSession: async ({ ctx, visitor }) =>
    visitor
      ? readSessionView(ctx.deps, {
          userId: visitor.actor.userId,
          sessionId: visitor.session.id,
          expiresAt: visitor.session.expiresAt,
        })
      : anonymousSession(ctx.deps),
  signUp: ({ ctx, body, http }) => signUp({ ctx, input: { ...body, address: http.browser.address } }),
  inspectLink: ({ ctx, body, http }) => inspectLink({ ctx, input: { ...body, address: http.browser.address } }),
  completeSignUp: async ({ ctx, body, http }) =>
    showSignedIn(http, await completeSignUp({ ctx, input: { ...body, browser: http.browser } })),
  login: async ({ ctx, body, http }) => {
    const outcome = await login({ ctx, input: { ...body, browser: http.browser } });
    return outcome.status === "second_factor"
      ? outcome
      : { status: outcome.status, session: showSignedIn(http, outcome.signedIn) };
  },
  loginWithSecondFactor: async ({ ctx, body, http }) =>
    showSignedIn(http, await loginWithSecondFactor({ ctx, input: { ...body, browser: http.browser } })),
  logout: async ({ ctx, http }) => {
    await logout({ ctx });
    http.clearSession();
  },
  logoutEverywhere: async ({ ctx, http }) => {
    await logoutEverywhere({ ctx });
    http.clearSession();
  },
  forgotPassword: ({ ctx, body, http }) => forgotPassword({ ctx, input: { ...body, address: http.browser.address } }),
  resetPassword: async ({ ctx, body, http }) => {
    await resetPassword({ ctx, input: { ...body, address: http.browser.address } });
    http.clearSession();
  },
  confirmEmail: ({ ctx, body, http }) => confirmEmail({ ctx, input: { ...body, address: http.browser.address } }),
  updateAccount: ({ ctx, body }) => updateAccount({ ctx, input: body }),
  changePassword: async ({ ctx, body, http }) =>
    showSignedIn(http, await changePassword({ ctx, input: { ...body, browser: http.browser } })),
  changeEmail: ({ ctx, body, http }) => changeEmail({ ctx, input: { ...body, address: http.browser.address } }),
  cancelEmailChange: ({ ctx }) => cancelEmailChange({ ctx }),
  listAccountChanges: ({ ctx, query }) => listOwnChanges({ ctx, input: query }),
  listSessions: ({ ctx }) => listAccountSessions({ ctx }),
  endSession: async ({ ctx, params, http }) => {
    await endOneSession({ ctx, input: params });
    if (params.sessionId === ctx.session.id) http.clearSession();
  },
  beginTotp: ({ ctx, body }) => beginTotp({ ctx, input: body }),
  confirmTotp: ({ ctx, body }) => confirmTotp({ ctx, input: body }),
  disableTotp: ({ ctx, body }) => disableTotp({ ctx, input: body }),
  renewRecoveryCodes: ({ ctx, body }) => renewRecoveryCodes({ ctx, input: body }),
  exportAccount: async ({ ctx }) => ({
    fileName: "breezeway-account.json",
    mediaType: "application/json",
    body: JSON.stringify(await exportAccount({ ctx }), undefined, 2),
  }),
  deleteAccount: ({ ctx, body }) => deleteAccount({ ctx, input: body }),
  keepAccount: ({ ctx }) => keepAccount({ ctx }),
};
