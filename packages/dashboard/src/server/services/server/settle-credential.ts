import { computeScopes, credentialId, providerId } from "@breezeway/core";
import type { CredentialSettings } from "@breezeway/core";
import type { CredentialDraft } from "@breezeway/db";

/** The settings to publish; undefined while the provider or the credential is missing. */
export const settleCredential = (
  draft: CredentialDraft,
  neededScopes: readonly string[],
): CredentialSettings | undefined => {
  switch (draft.mode) {
    case "oauth":
      return draft.providerId === null
        ? undefined
        : {
            mode: draft.mode,
            providerId: providerId.schema.parse(draft.providerId),
            scopes: draft.scopes ?? [...withScopes(neededScopes, true)],
          };
    case "client_credentials":
      return draft.providerId === null
        ? undefined
        : {
            mode: draft.mode,
            providerId: providerId.schema.parse(draft.providerId),
            scopes: draft.scopes ?? [...withScopes(neededScopes, false)],
          };
    case "api_key":
      return draft.credentialId === null
        ? undefined
        : { mode: draft.mode, credentialId: credentialId.schema.parse(draft.credentialId), placement: draft.placement };
    case "bearer":
    case "basic":
      return draft.credentialId === null
        ? undefined
        : { mode: draft.mode, credentialId: credentialId.schema.parse(draft.credentialId) };
    case "user_key":
    case "passthrough":
    case "none":
      return draft;
  }
};

const withScopes = (scopes: readonly string[], offlineAccess: boolean): readonly string[] =>
  computeScopes([{ scopes, annotations: { readOnlyHint: true } }], { offlineAccess });
