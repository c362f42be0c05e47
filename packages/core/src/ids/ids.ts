import { randomBytes } from "node:crypto";
import { z } from "zod";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const idLength = 26;

/** A prefixed, branded id: its schema (for the door) and its generator. */
const defineId = <Brand extends string>(prefix: string, _brand: Brand) => {
  const pattern = new RegExp(`^${prefix}_[${alphabet}]{${idLength}}$`);
  const schema = z.string().regex(pattern, `Expected an id that begins with ${prefix}_.`).brand<Brand>();
  type Id = z.infer<typeof schema>;
  return { schema, create: (): Id => `${prefix}_${randomPart()}` as Id };
};

/** 130 random bits in Crockford's base32, lower case. */
const randomPart = (): string => Array.from(randomBytes(idLength), (byte) => alphabet[byte & 31]).join("");

export const workspaceId = defineId("ws", "WorkspaceId");
export const userId = defineId("usr", "UserId");
export const sessionId = defineId("ses", "SessionId");
export const invitationId = defineId("inv", "InvitationId");
export const serverId = defineId("srv", "ServerId");
export const sourceId = defineId("src", "SourceId");
export const releaseId = defineId("rel", "ReleaseId");
export const providerId = defineId("prv", "ProviderId");
export const credentialId = defineId("crd", "CredentialId");
export const accessKeyId = defineId("key", "AccessKeyId");
export const connectionId = defineId("con", "ConnectionId");
export const requestId = defineId("req", "RequestId");
export const auditEventId = defineId("evt", "AuditEventId");
export const configChangeId = defineId("chg", "ConfigChangeId");

export type WorkspaceId = z.infer<typeof workspaceId.schema>;
export type UserId = z.infer<typeof userId.schema>;
export type SessionId = z.infer<typeof sessionId.schema>;
export type InvitationId = z.infer<typeof invitationId.schema>;
export type ServerId = z.infer<typeof serverId.schema>;
export type SourceId = z.infer<typeof sourceId.schema>;
export type ReleaseId = z.infer<typeof releaseId.schema>;
export type ProviderId = z.infer<typeof providerId.schema>;
export type CredentialId = z.infer<typeof credentialId.schema>;
export type AccessKeyId = z.infer<typeof accessKeyId.schema>;
export type ConnectionId = z.infer<typeof connectionId.schema>;
export type RequestId = z.infer<typeof requestId.schema>;
export type AuditEventId = z.infer<typeof auditEventId.schema>;
export type ConfigChangeId = z.infer<typeof configChangeId.schema>;

/** The part of an address that names a workspace or a server: 2 to 40 characters, fixed once published. */
export const slugSchema = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38})[a-z0-9]$/,
    "Use 2 to 40 lower-case letters, digits and hyphens; begin and end with a letter or digit.",
  )
  .refine((slug) => !slug.includes("--"), "Use single hyphens only.")
  .brand<"Slug">();
export type Slug = z.infer<typeof slugSchema>;
