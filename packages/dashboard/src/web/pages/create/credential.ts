import type { CredentialInput } from "../../../server/api/servers.ts";
import { noSecret, toSecret, type TypedSecret } from "../credentials/typed-secret.ts";

export type Mode = CredentialInput["mode"];

export interface SignInChoice {
  credential: CredentialInput;
  access: "credential" | "access_key" | "public";
  /** The shared credential itself, where it is entered here and not chosen among the stored ones. */
  secret?: TypedSecret | undefined;
}

export const ownModes: readonly Mode[] = ["oauth", "passthrough", "user_key"];
export const sharedModeList: readonly Mode[] = ["api_key", "bearer", "basic", "client_credentials", "none"];

/** A mode as it begins; what it misses can be set up after the server exists. */
export const beginCredential = (mode: Mode): CredentialInput => {
  switch (mode) {
    case "oauth":
    case "client_credentials":
      return { mode, providerId: null, scopes: null };
    case "user_key":
      return { mode, scheme: { type: "bearer" }, keyLabel: "API key", testPath: "/" };
    case "api_key":
      return { mode, credentialId: null, placement: { in: "header", name: "X-API-Key" } };
    case "bearer":
    case "basic":
      return { mode, credentialId: null };
    case "passthrough":
    case "none":
      return { mode };
  }
};

/** A mode as it is chosen: who may call as before where that still goes, and the credential asked for at once. */
export const beginSignIn = (mode: Mode, access?: SignInChoice["access"]): SignInChoice => {
  const credential = beginCredential(mode);
  if (!sharedModeList.includes(mode)) return { credential, access: "credential" };
  return {
    credential,
    access: access === "public" ? "public" : "access_key",
    ...("credentialId" in credential && { secret: noSecret }),
  };
};

/** The secret as the API takes it beside the settings. */
export const secretOf = ({ credential, secret }: SignInChoice) =>
  secret !== undefined && "credentialId" in credential ? { secret: toSecret(credential.mode, secret) } : {};
