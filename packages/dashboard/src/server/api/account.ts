import { z } from "zod";
import { cursor, displayName, email, enteredPassword, linkToken, moment, nothing, password } from "./fields.ts";
import { role } from "./permissions.ts";
import { defineRoutes } from "./route.ts";

export const workspaceSummary = z.object({
  id: z.string(),
  slug: z.string(),
  name: z.string(),
  role,
  stoppedAt: moment.nullable(),
  deletesAt: moment.nullable(),
});
export type WorkspaceSummary = z.infer<typeof workspaceSummary>;

export const accountView = z.object({
  id: z.string(),
  email: z.string(),
  /** False while nothing has shown that the address is theirs: made by an invitation where no mail can be sent. */
  emailConfirmed: z.boolean(),
  /** The address that waits for its link to be followed. */
  pendingEmail: z.object({ email: z.string(), expiresAt: moment }).nullable(),
  displayName: z.string(),
  /** A second factor is set up. */
  totpEnabled: z.boolean(),
  recoveryCodesLeft: z.number().int(),
  isOperator: z.boolean(),
  termsAcceptedAt: moment,
  createdAt: moment,
  /** Set while the account waits to be deleted. */
  deletesAt: moment.nullable(),
});
export type AccountView = z.infer<typeof accountView>;

export const deploymentView = z.object({
  environment: z.enum(["development", "production"]),
  /** Origin of the MCP endpoints. */
  publicUrl: z.string(),
  dashboardUrl: z.string(),
  /** `log`: links are written to the log of this development start. */
  emailDelivery: z.enum(["smtp", "log", "none"]),
  signUpOpen: z.boolean(),
  contact: z.string(),
});
export type DeploymentView = z.infer<typeof deploymentView>;

/** What the application asks for first. */
export const sessionView = z.object({
  account: accountView.nullable(),
  /** Sent back as `x-csrf-token` with every request that changes something. */
  csrfToken: z.string().nullable(),
  expiresAt: moment.nullable(),
  workspaces: z.array(workspaceSummary),
  deployment: deploymentView,
});
export type SessionView = z.infer<typeof sessionView>;

export const loginResult = z.discriminatedUnion("status", [
  z.object({ status: z.literal("signed_in"), session: sessionView }),
  /** Good password; `challenge` goes to `loginWithSecondFactor` within five minutes. */
  z.object({ status: z.literal("second_factor"), challenge: z.string() }),
]);
export type LoginResult = z.infer<typeof loginResult>;

export const sessionRow = z.object({
  id: z.string(),
  /** Browser and system in words, e.g. "Firefox on Linux". */
  device: z.string(),
  createdAt: moment,
  lastSeenAt: moment,
  expiresAt: moment,
  current: z.boolean(),
});
export type SessionRow = z.infer<typeof sessionRow>;

export const accountChangeRow = z.object({
  id: z.string(),
  at: moment,
  /** e.g. `account.password_changed`. */
  action: z.string(),
  /** The same in words. */
  text: z.string(),
  before: z.unknown(),
  after: z.unknown(),
});
export type AccountChangeRow = z.infer<typeof accountChangeRow>;

export const linkPurpose = z.enum(["sign_up", "password_reset", "email_change"]);

export const accountRoutes = defineRoutes({
  getSession: {
    method: "get",
    path: "/api/session",
    access: "public",
    summary: "Who is signed in, their workspaces, and what this deployment is.",
    output: sessionView,
  },
  /** Same answer and same time whether or not the address is known; a mail holds the link. */
  signUp: {
    method: "post",
    path: "/api/auth/sign-up",
    access: "public",
    summary: "Ask for a sign-up link by e-mail; with an invitation, the link leads to that.",
    body: z.object({ email, invitation: linkToken.optional() }),
    output: z.object({ sent: z.literal(true) }),
  },
  inspectLink: {
    method: "post",
    path: "/api/auth/link",
    access: "public",
    summary: "What a link from an e-mail is for.",
    body: z.object({ token: linkToken }),
    output: z.object({ purpose: linkPurpose, email: z.string() }),
  },
  completeSignUp: {
    method: "post",
    path: "/api/auth/sign-up/complete",
    access: "public",
    summary: "Follow the sign-up link: choose name and password, accept the terms, be signed in.",
    body: z.object({
      token: linkToken,
      displayName,
      password,
      acceptTerms: z.literal(true, "Accept the terms to go on."),
    }),
    output: sessionView,
  },
  login: {
    method: "post",
    path: "/api/auth/login",
    access: "public",
    summary: "Sign in with e-mail and password.",
    body: z.object({ email, password: enteredPassword }),
    output: loginResult,
  },
  loginWithSecondFactor: {
    method: "post",
    path: "/api/auth/login/second-factor",
    access: "public",
    summary: "Finish signing in with a code of the authenticator, or a recovery code.",
    body: z.object({ challenge: z.string().max(4_000), code: z.string().trim().min(6).max(40) }),
    output: sessionView,
  },
  logout: {
    method: "post",
    path: "/api/auth/logout",
    access: "account",
    summary: "End this session.",
    output: nothing,
  },
  logoutEverywhere: {
    method: "post",
    path: "/api/auth/logout-everywhere",
    access: "account",
    summary: "End every session of this account, this one too.",
    output: nothing,
  },
  forgotPassword: {
    method: "post",
    path: "/api/auth/password/forgot",
    access: "public",
    summary: "Ask for a link to choose a new password.",
    body: z.object({ email }),
    output: z.object({ sent: z.literal(true) }),
  },
  resetPassword: {
    method: "post",
    path: "/api/auth/password/reset",
    access: "public",
    summary: "Follow the link: choose a new password. Every session ends.",
    body: z.object({ token: linkToken, password }),
    output: nothing,
  },
  confirmEmail: {
    method: "post",
    path: "/api/auth/email/confirm",
    access: "public",
    summary: "Follow the link sent to a new address: the account's e-mail changes.",
    body: z.object({ token: linkToken }),
    output: z.object({ email: z.string() }),
  },
  updateAccount: {
    method: "patch",
    path: "/api/account",
    access: "account",
    summary: "Change the display name.",
    body: z.object({ displayName }),
    output: accountView,
  },
  changePassword: {
    method: "post",
    path: "/api/account/password",
    access: "account",
    summary: "Change the password. Other sessions end.",
    body: z.object({ currentPassword: enteredPassword, newPassword: password }),
    output: sessionView,
  },
  changeEmail: {
    method: "post",
    path: "/api/account/email",
    access: "account",
    summary: "Ask for a link at a new address, or at one's own while it is not confirmed.",
    body: z.object({ newEmail: email, password: enteredPassword }),
    output: accountView,
  },
  cancelEmailChange: {
    method: "delete",
    path: "/api/account/email",
    access: "account",
    summary: "Call a change of e-mail off: its link works no longer.",
    output: accountView,
  },
  listAccountChanges: {
    method: "get",
    path: "/api/account/changes",
    access: "account",
    summary: "What was changed about this account, newest first.",
    query: z.object({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(20),
    }),
    output: z.object({ changes: z.array(accountChangeRow), nextCursor: z.string().nullable() }),
  },
  listSessions: {
    method: "get",
    path: "/api/account/sessions",
    access: "account",
    summary: "Where this account is signed in.",
    output: z.object({ sessions: z.array(sessionRow) }),
  },
  endSession: {
    method: "delete",
    path: "/api/account/sessions/:sessionId",
    access: "account",
    summary: "End one session.",
    output: nothing,
  },
  beginTotp: {
    method: "post",
    path: "/api/account/totp",
    access: "account",
    summary: "Begin to set up a second factor: the secret is shown once.",
    body: z.object({ password: enteredPassword }),
    output: z.object({
      /** `otpauth://` address, for a QR code or a link. */
      uri: z.string(),
      secret: z.string(),
      /** Sent back to `confirmTotp` within ten minutes. */
      setup: z.string(),
    }),
  },
  confirmTotp: {
    method: "post",
    path: "/api/account/totp/confirm",
    access: "account",
    summary: "Finish setting up the second factor; recovery codes are shown once.",
    body: z.object({ setup: z.string().max(4_000), code: z.string().trim().length(6) }),
    output: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  disableTotp: {
    method: "post",
    path: "/api/account/totp/disable",
    access: "account",
    summary: "Remove the second factor.",
    body: z.object({ password: enteredPassword, code: z.string().trim().min(6).max(40) }),
    output: accountView,
  },
  renewRecoveryCodes: {
    method: "post",
    path: "/api/account/recovery-codes",
    access: "account",
    summary: "Replace the recovery codes; the new ones are shown once.",
    body: z.object({ password: enteredPassword, code: z.string().trim().min(6).max(40) }),
    output: z.object({ recoveryCodes: z.array(z.string()) }),
  },
  exportAccount: {
    method: "get",
    path: "/api/account/export",
    access: "account",
    summary: "Everything kept about this account, as JSON.",
    output: z.unknown(),
    format: "download",
  },
  deleteAccount: {
    method: "post",
    path: "/api/account/delete",
    access: "account",
    summary: "Delete the account after a grace period.",
    body: z.object({ password: enteredPassword }),
    output: accountView,
  },
  keepAccount: {
    method: "post",
    path: "/api/account/keep",
    access: "account",
    summary: "Call the deletion off.",
    output: accountView,
  },
});
