/** Pages that links in e-mails and invitations open. The token stands behind `#`, so no server log or referrer sees it. */
export const linkPaths = {
  sign_up: "/welcome",
  password_reset: "/reset-password",
  email_change: "/confirm-email",
  invitation: "/invitation",
} as const;
export type LinkKind = keyof typeof linkPaths;

export const linkUrl = (dashboardUrl: string, kind: LinkKind, token: string): string =>
  `${dashboardUrl}${linkPaths[kind]}#${token}`;
