import { randomBytes } from "node:crypto";
import { hashToken } from "@breezeway/core";
import { Secret as TotpSecret, TOTP } from "otpauth";

const stepSeconds = 30;
const recoveryAlphabet = "23456789abcdefghjkmnpqrstuvwxyz";
const recoveryCodeCount = 10;

const authenticator = (secret: string, label: string) =>
  // Authenticator apps know SHA-1, 6 digits and 30 s only: https://www.rfc-editor.org/rfc/rfc6238#section-1.2
  new TOTP({ issuer: "Breezeway", label, algorithm: "SHA1", digits: 6, period: stepSeconds, secret });

export const newTotpSecret = (): string => new TotpSecret({ size: 20 }).base32;

export const totpUri = (secret: string, label: string): string => authenticator(secret, label).toString();

/** The time step of a code that is good now, one step early or late; undefined for any other. */
export const matchTotp = (input: { secret: string; code: string; nowMs: number }): number | undefined => {
  const code = input.code.replace(/\s+/g, "");
  if (!/^\d{6}$/.test(code)) return undefined;
  const delta = authenticator(input.secret, "").validate({ token: code, timestamp: input.nowMs, window: 1 });
  return delta === null ? undefined : Math.floor(input.nowMs / 1_000 / stepSeconds) + delta;
};

export const currentTotp = (secret: string, nowMs: number): string =>
  authenticator(secret, "").generate({ timestamp: nowMs });

/** Ten codes of 79 random bits, in groups of four. */
export const newRecoveryCodes = (): string[] => Array.from({ length: recoveryCodeCount }, newRecoveryCode);

const newRecoveryCode = (): string => {
  const letters: string[] = [];
  while (letters.length < 16)
    for (const byte of randomBytes(32)) {
      // Bytes past the last whole multiple would favour the first letters.
      if (byte >= 256 - (256 % recoveryAlphabet.length) || letters.length === 16) continue;
      letters.push(recoveryAlphabet.charAt(byte % recoveryAlphabet.length));
    }
  return letters.join("").replace(/(.{4})(?=.)/g, "$1-");
};

export const hashRecoveryCode = (userId: string, code: string): Buffer =>
  hashToken(`${userId} ${code.toLowerCase().replace(/[^a-z0-9]/g, "")}`);
