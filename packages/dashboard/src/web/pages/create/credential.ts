import type { CredentialInput } from "../../../server/api/servers.ts";

export type Mode = CredentialInput["mode"];

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
