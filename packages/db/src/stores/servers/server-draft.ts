import type { CredentialSettings } from "@breezeway/core";

/** How users authenticate, as set up so far: what is `null` must be there before the server can be published. */
export type CredentialDraft = Incomplete<CredentialSettings>;

type Incomplete<Settings> = Settings extends CredentialSettings
  ? {
      [Key in keyof Settings]: Key extends "providerId" | "credentialId"
        ? string | null
        : Key extends "scopes"
          ? string[] | null
          : Settings[Key];
    }
  : never;
