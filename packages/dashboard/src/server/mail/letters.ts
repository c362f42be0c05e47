export interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

const sign = "\n\nBreezeway\n";

export const signUpLetter = (to: string, link: string): Letter => ({
  to,
  subject: "Finish signing up to Breezeway",
  text: `Open this link to choose your name and password. It works once, for one hour.\n\n${link}\n\nIf you did not ask for it, do nothing: no account is made.${sign}`,
});

export const alreadySignedUpLetter = (to: string, signInUrl: string): Letter => ({
  to,
  subject: "You already have a Breezeway account",
  text: `Someone, perhaps you, asked to sign up with this address. It already has an account: sign in there, or choose a new password.\n\n${signInUrl}\n\nIf it was not you, do nothing.${sign}`,
});

export const resetPasswordLetter = (to: string, link: string): Letter => ({
  to,
  subject: "Choose a new Breezeway password",
  text: `Open this link to choose a new password. It works once, for one hour, and ends every session.\n\n${link}\n\nIf you did not ask for it, do nothing: your password stays as it is.${sign}`,
});

export const noAccountLetter = (to: string, dashboardUrl: string): Letter => ({
  to,
  subject: "No Breezeway account with this address",
  text: `Someone, perhaps you, asked for a new password for this address, which has no account. You can sign up at ${dashboardUrl}/sign-up.\n\nIf it was not you, do nothing.${sign}`,
});

export const unconfirmedAccountLetter = (to: string): Letter => ({
  to,
  subject: "This Breezeway account cannot be reset by mail",
  text: `Someone, perhaps you, asked for a new password for this address. It has an account, but was never confirmed as its own, so no link is sent. If it is yours, sign in and confirm the address on the page of your account, or write to whoever runs this deployment.${sign}`,
});

export const confirmEmailLetter = (to: string, link: string): Letter => ({
  to,
  subject: "Confirm your new address",
  text: `Open this link to use this address for your Breezeway account. It works once, for one hour.\n\n${link}\n\nIf you did not ask for it, do nothing.${sign}`,
});

export const addressTakenLetter = (to: string): Letter => ({
  to,
  subject: "This address already has a Breezeway account",
  text: `Someone asked to use this address for another Breezeway account. It already has one, so nothing was changed.${sign}`,
});

export const emailChangedLetter = (to: string, newEmail: string): Letter => ({
  to,
  subject: "Your Breezeway address has changed",
  text: `Your account now uses ${newEmail}. If it was not you, choose a new password and write to whoever runs this deployment.${sign}`,
});

export const passwordChangedLetter = (to: string): Letter => ({
  to,
  subject: "Your Breezeway password has changed",
  text: `Your password was changed and your other sessions were ended. If it was not you, ask for a new password at once.${sign}`,
});

export const invitationLetter = (input: {
  to: string;
  link: string;
  workspace: string;
  invitedBy: string;
}): Letter => ({
  to: input.to,
  subject: `Join ${input.workspace} on Breezeway`,
  text: `${input.invitedBy} invites you to the workspace ${input.workspace}. Open this link to join, with your account or a new one. It works once, for seven days; pass it on to nobody.\n\n${input.link}${sign}`,
});
