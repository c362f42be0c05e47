// The second net: texts that got into a line in spite of the allow-list lose whatever looks like a credential.
const mask = "[redacted]";
const longestText = 2_000;

const credentialShapes: readonly RegExp[] = [
  /\b(?:bearer|basic|digest|negotiate)\s+[A-Za-z0-9+/=._~-]{6,}/gi,
  // A JWT or JWE: base64url of `{"` and at least one more part.
  /\beyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){1,4}/g,
  // Atlassian, GitHub, Slack, AWS and such like, and the prefixes of this product.
  /\b(?:ATATT|ATCTT|ghp_|gho_|ghs_|github_pat_|xox[a-z]-|sk-|sk_|AKIA|bzw_[a-z]*_?|bw_[a-z]*_?)[A-Za-z0-9_=.-]{12,}/g,
  /(?<=:\/\/)[^\s/@]+@/g,
  /(?<=[?&#](?:code|state|sig|key)=)[^\s&"']+/gi,
  /(?<=(?:token|secret|password|passwd|api[_-]?key|authorization)["']?\s?[=:]\s?["']?)(?!\[redacted)[^\s&"',;]+/gi,
  /[A-Za-z0-9_-]{48,}/g,
];

/** The text without what looks like a credential, and bounded. */
export const redact = (text: string): string => {
  const bounded = text.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return credentialShapes.reduce((redacted, shape) => redacted.replace(shape, mask), bounded);
};
