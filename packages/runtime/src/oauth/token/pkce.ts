import { createHash, randomBytes } from "node:crypto";
import { equalInConstantTime } from "@breezeway/core";

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.6 */
export const verifyChallenge = (verifier: string, challenge: string): boolean =>
  /^[A-Za-z0-9\-._~]{43,128}$/.test(verifier) && equalInConstantTime(challengeOf(verifier), challenge);

/** https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
export const challengeOf = (verifier: string): string => createHash("sha256").update(verifier).digest("base64url");

export const newVerifier = (): string => randomBytes(32).toString("base64url");
