/** What a sealed value can be for. Each purpose has a key of its own, so one kind never opens as another. */
export const sealPurposes = [
  "access_token",
  "refresh_token",
  "code",
  "state",
  "consent",
  "client_id",
  "ticket",
  "csrf",
  "session",
  "challenge",
] as const;
export type SealPurpose = (typeof sealPurposes)[number];
