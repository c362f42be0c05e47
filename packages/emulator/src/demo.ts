/** Well-known values of the emulated Atlassian Cloud. All of them are fake, and the same at every start. */
export const demo = {
  siteName: "breezeway-demo",
  cloudId: "11111111-2222-4333-8444-555555555555",
  secondSiteName: "breezeway-annex",
  secondCloudId: "66666666-7777-4888-9999-000000000000",
  clientId: "emulator-client",
  clientSecret: "emulator-client-secret-not-a-secret",
  serviceClientId: "emulator-service-account",
  serviceClientSecret: "emulator-service-secret-not-a-secret",
  accountId: "acc-on-call-engineer",
  email: "on-call@example.com",
  apiToken: "emulator-api-token-not-a-secret",
  personalAccessToken: "emulator-personal-access-token-not-a-secret",
} as const;

/** Bearer tokens that exist from the start and survive a restart, one for each answer of the token and scope gate. */
export const demoTokens = {
  /** May do all that the emulator serves. */
  full: "breezeway-demo-bearer-not-a-secret",
  /** Carries only the scopes that read. */
  readOnly: "breezeway-demo-bearer-read-only-not-a-secret",
  /** Valid, but carries no scope of any content operation. */
  scopePoor: "breezeway-demo-bearer-without-scopes-not-a-secret",
  /** Ran out long ago. */
  expired: "breezeway-demo-bearer-expired-not-a-secret",
  /** Belongs to an account that may not use Confluence. */
  noAccess: "breezeway-demo-bearer-no-access-not-a-secret",
} as const;

/** The bearer token that `npm start` prints. */
export const demoBearerToken = (): string => demoTokens.full;
