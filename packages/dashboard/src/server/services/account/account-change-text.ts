/** Every kind of change to an account, in words. */
const texts = {
  "account.created": "Account created, terms accepted",
  "account.renamed": "Name changed",
  "account.password_reset_asked": "Link for a new password asked for",
  "account.password_reset": "Password reset by a mailed link; every session ended",
  "account.password_changed": "Password changed; other sessions ended",
  "account.email_change_asked": "Change of e-mail asked for",
  "account.email_change_called_off": "Change of e-mail called off",
  "account.email_changed": "E-mail changed",
  "account.email_confirmed": "E-mail confirmed",
  "account.second_factor_added": "Second factor turned on",
  "account.second_factor_removed": "Second factor turned off",
  "account.recovery_codes_renewed": "Recovery codes replaced",
  "account.session_ended": "One session ended",
  "account.signed_out_everywhere": "Signed out everywhere",
  "account.exported": "Data exported",
  "account.deletion_asked": "Deletion of the account asked for",
  "account.deletion_called_off": "Deletion of the account called off",
  "account.operator_added": "Made an operator of this deployment",
} as const;
export type AccountChangeKind = keyof typeof texts;

export const accountChangeText = (kind: string): string => (kind in texts ? texts[kind as AccountChangeKind] : kind);
