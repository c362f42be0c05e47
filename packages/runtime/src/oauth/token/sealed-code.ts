// Our authorization code: sealed around what the client has not yet proven its right to.
import { randomBytes } from "node:crypto";
import { providerId, seal } from "@breezeway/core";
import type { Keyring } from "@breezeway/core";
import { z } from "zod";
import { grant, sealedCredential } from "../grant/grant.ts";
import { lifetimes } from "../grant/lifetimes.ts";
import { isFromTheFuture, openValue } from "../grant/open-value.ts";

const source = z.discriminatedUnion("type", [
  /** The upstream's code, not yet redeemed. */
  z.object({
    type: z.literal("provider"),
    providerId: providerId.schema,
    code: z.string(),
    codeVerifier: z.string().optional(),
  }),
  z.object({ type: z.literal("user_key"), credential: sealedCredential }),
  z.object({ type: z.literal("access_key") }),
]);

const codeClaims = z.object({
  /** Names the code in `spent`. */
  codeId: z.string(),
  redirectUri: z.string(),
  codeChallenge: z.string(),
  grant,
  source,
  issuedAtMs: z.number(),
});
export type CodeClaims = z.infer<typeof codeClaims>;

export interface CodeContext {
  readonly keyring: Keyring;
  readonly issuer: string;
  readonly nowMs: number;
}

export const sealCode = (
  { keyring, issuer, nowMs }: CodeContext,
  claims: Omit<CodeClaims, "codeId" | "issuedAtMs">,
): Promise<string> => {
  const complete: CodeClaims = { ...claims, codeId: randomBytes(16).toString("base64url"), issuedAtMs: nowMs };
  return seal({ keyring, purpose: "code", audience: issuer, expiresAt: nowMs + lifetimes.code, claims: complete });
};

export const openCode = ({ keyring, issuer, nowMs }: CodeContext, token: string): CodeClaims | undefined => {
  const opened = openValue({ keyring, purpose: "code", audience: issuer, token, nowMs, shape: codeClaims });
  return opened && !isFromTheFuture(opened.claims.issuedAtMs, nowMs) ? opened.claims : undefined;
};
