const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** How long sealed values live, in milliseconds. */
export const lifetimes = {
  /** Clocks of two replicas may differ by this much. */
  clockSkew: 30 * second,
  /** With the skew, a code never opens after 60 s. */
  code: 30 * second,
  /** From consent to the provider's answer. */
  state: 10 * minute,
  /** From the consent page to the click. */
  consentForm: 30 * minute,
  /** A choice remembered by the browser. */
  rememberedConsent: 30 * day,
  /** Where the upstream does not say how long its token lives. */
  accessToken: hour,
  /** Most for an access token that can be refreshed; the upstream's own end comes first. */
  longestAccessToken: day,
  /** Where the upstream's token neither runs out nor can be refreshed: a refused call then leads to a new sign-in. */
  lastingAccessToken: 30 * day,
  /** A refresh token that is not used. */
  refreshToken: 90 * day,
  /** From consent on, no refresh token lives longer. A retired key must go on opening for this long. */
  connection: 365 * day,
} as const;
