import type { SealPurpose } from "./purpose.ts";

/** The plaintext of a sealed value. */
export interface Envelope {
  readonly purpose: string;
  readonly audience: string;
  readonly expiresAt: number;
  readonly claims: unknown;
}

export const keyPurpose = (purpose: SealPurpose): string => `seal/${purpose}`;

export const isEnvelope = (value: unknown): value is Envelope =>
  typeof value === "object" &&
  value !== null &&
  "purpose" in value &&
  "audience" in value &&
  "expiresAt" in value &&
  typeof value.expiresAt === "number" &&
  "claims" in value;
