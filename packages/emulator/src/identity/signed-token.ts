import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { z } from "zod";

// The key is public on purpose: these tokens open nothing but made-up pages, and should outlive a restart.
const key = "key of the emulator, known to all";

const grantShape = z.object({
  kind: z.enum(["access", "refresh"]),
  id: z.string(),
  /** Which emulated provider issued it. */
  provider: z.string(),
  clientId: z.string(),
  accountId: z.string(),
  scopes: z.array(z.string()),
  cloudIds: z.array(z.string()),
  expiresAt: z.number(),
  /** All refresh tokens that came from one sign-in. */
  family: z.string(),
  generation: z.number(),
  startedAt: z.number(),
});
export type SignedGrant = z.infer<typeof grantShape>;

/** Writes a token that says by itself what it grants, padded to at least `minBytes`. */
export const signToken = (grant: Omit<SignedGrant, "id">, minBytes = 0): string => {
  const payload = Buffer.from(JSON.stringify({ ...grant, id: randomBytes(12).toString("hex") })).toString("base64url");
  const token = `emu.${payload}.${mac(payload)}`;
  return token.length >= minBytes ? token : `${token}.${"x".repeat(minBytes - token.length - 1)}`;
};

export const readToken = (token: string): SignedGrant | undefined => {
  const [prefix, payload, signature] = token.split(".");
  if (prefix !== "emu" || payload === undefined || signature === undefined) return undefined;
  const [expected, given] = [Buffer.from(mac(payload)), Buffer.from(signature)];
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  const parsed = grantShape.safeParse(JSON.parse(Buffer.from(payload, "base64url").toString()));
  return parsed.success ? parsed.data : undefined;
};

const mac = (payload: string): string => createHmac("sha256", key).update(payload).digest("base64url");
