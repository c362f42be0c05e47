import { accessKeyId, connectionId, keyPlacement, providerId, Secret, serverId } from "@breezeway/core";
import type { UpstreamCredential } from "../../identify/caller.ts";
import { z } from "zod";

/** A credential as it travels inside a sealed value. */
export const sealedCredential = z.discriminatedUnion("type", [
  z.object({ type: z.literal("bearer"), token: z.string() }),
  z.object({ type: z.literal("basic"), pair: z.string() }),
  z.object({ type: z.literal("api_key"), placement: keyPlacement, value: z.string() }),
]);
export type SealedCredential = z.infer<typeof sealedCredential>;

/** What an end user allowed one client to do at one server. Sealed into every token; nothing of it is stored. */
export const grant = z.object({
  version: z.literal(1),
  serverId: serverId.schema,
  /** Minted at consent, survives refresh; its hash is all that the database knows of the end user. */
  connectionId: connectionId.schema,
  /** The server's epoch at consent: "revoke all" raises it. */
  epoch: z.number().int(),
  client: z.object({
    /** Hash of the client id. */
    fingerprint: z.string(),
    name: z.string().optional(),
  }),
  /** Where the credential may be sent; a release that adds another origin needs a new sign-in. */
  origins: z.array(z.string()),
  readOnly: z.boolean(),
  variables: z.record(z.string(), z.string()),
  scopes: z.array(z.string()).optional(),
  /** Set where the credential comes from a provider: a server that changes its provider needs a new sign-in. */
  providerId: providerId.schema.optional(),
  /** Set where an access key was entered on the authorize page. */
  accessKeyId: accessKeyId.schema.optional(),
  issuedAtMs: z.number(),
});
export type Grant = z.infer<typeof grant>;

/** Claims of an access token. Audience: the resource. */
export const accessTokenClaims = z.object({ grant, credential: sealedCredential.optional() });
export type AccessTokenClaims = z.infer<typeof accessTokenClaims>;

/** What a refresh works with. `kept` is a key that a person entered; it is tried again each time. */
export const refreshSource = z.discriminatedUnion("type", [
  z.object({ type: z.literal("refresh_token"), token: z.string() }),
  z.object({ type: z.literal("kept"), credential: sealedCredential }),
  z.object({ type: z.literal("access_key") }),
]);
export type RefreshSource = z.infer<typeof refreshSource>;

/** Claims of a refresh token. Audience: the issuer. */
export const refreshTokenClaims = z.object({
  grant,
  source: refreshSource,
  /** Names this refresh token in `spent`. */
  tokenId: z.string(),
  /** No refresh token of this lineage lives longer. */
  endsAtMs: z.number(),
});
export type RefreshTokenClaims = z.infer<typeof refreshTokenClaims>;

export const toUpstreamCredential = (sealed: SealedCredential): UpstreamCredential => {
  switch (sealed.type) {
    case "bearer":
      return { type: "bearer", token: Secret.of(sealed.token) };
    case "basic":
      return { type: "basic", pair: Secret.of(sealed.pair) };
    case "api_key":
      return { type: "api_key", placement: sealed.placement, value: Secret.of(sealed.value) };
  }
};
