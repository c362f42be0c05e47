/** What a sealed value is for. Each purpose has a key of its own, so one kind never opens as another. */
export type SealPurpose =
  | "access_token"
  | "refresh_token"
  | "code"
  | "state"
  | "consent"
  | "client_id"
  | "ticket"
  | "csrf"
  | "session"
  | "challenge";
