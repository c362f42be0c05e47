import type { CredentialView } from "../../../server/api/credentials.ts";

export type SecretKind = CredentialView["kind"];

/** A secret on its way in: in the page's memory alone. */
export interface TypedSecret {
  value: string;
  username: string;
}

export const noSecret: TypedSecret = { value: "", username: "" };

export const isSecretTyped = (kind: SecretKind, { value, username }: TypedSecret): boolean =>
  value !== "" && (kind !== "basic" || username !== "");

export const toSecret = (kind: SecretKind, { value, username }: TypedSecret) =>
  kind === "basic" ? { kind, username, password: value } : { kind, value };
