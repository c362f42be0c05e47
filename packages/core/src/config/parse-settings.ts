import { BlockList, isIP } from "node:net";
import { z } from "zod";
import { addCidr } from "../egress/address.ts";
import { parsePrivateNetworks } from "../egress/private-networks.ts";
import { keyWeakness } from "../keyring/key-weakness.ts";
import { logLevels } from "../log/fields.ts";
import { Secret } from "../secret/secret.ts";

const secretOf = (text: string): Secret => Secret.of(text);

const origin = z.string().transform((text, context) => {
  const url = URL.parse(text);
  const isOrigin = url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`;
  if (isOrigin) return url.origin;
  context.addIssue({ code: "custom", message: "Give an origin such as https://mcp.example.com, without a path." });
  return z.NEVER;
});

const list = z.string().transform((text) => text.split(/[\s,]+/).filter((entry) => entry !== ""));

const privateNetworks = list.superRefine((entries, context) => {
  const parsed = parsePrivateNetworks(entries);
  if (!parsed.ok) for (const message of parsed.problems) context.addIssue({ code: "custom", message });
});

const addressRanges = list.superRefine((entries, context) => {
  for (const entry of entries)
    if (isIP(entry) === 0 && !addCidr(new BlockList(), entry))
      context.addIssue({ code: "custom", message: `"${entry}" is not an address or a CIDR range.` });
});

const secretUrl = (...schemes: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => schemes.includes(URL.parse(text)?.protocol ?? ""),
      `Give a URL that begins with ${schemes.map((scheme) => `${scheme}//`).join(" or ")}.`,
    )
    .transform(secretOf);

const hashKey = z.string().transform((text, context) => {
  const weakness = keyWeakness(Buffer.from(text, "base64"));
  if (weakness === undefined) return Secret.of(text);
  context.addIssue({ code: "custom", message: `The key ${weakness}` });
  return z.NEVER;
});

const jsonList = z.string().transform((text, context) => {
  try {
    if (Array.isArray(JSON.parse(text))) return Secret.of(text);
  } catch {
    // Falls through to the one message: a parser's own could quote a secret.
  }
  context.addIssue({ code: "custom", message: "Give a JSON list." });
  return z.NEVER;
});

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,12}$/, `Give a whole number from ${min} to ${max}.`)
    .transform(Number)
    .refine((number) => number >= min && number <= max, `Give a whole number from ${min} to ${max}.`);

/** The form of every setting once it is present; what is absent here may be absent. */
export const settingsSchema = z.object({
  HOST: z.string(),
  PORT: wholeNumber(0, 65_535),
  PUBLIC_URL: origin.optional(),
  DASHBOARD_URL: origin.optional(),
  TRUSTED_PROXIES: addressRanges.default([]),
  CONTACT: z.string().max(200).optional(),
  DATA_DIR: z.string(),
  DATABASE_URL: secretUrl("postgres:", "postgresql:").optional(),
  MIGRATE_DATABASE_URL: secretUrl("postgres:", "postgresql:").optional(),
  REDIS_URL: secretUrl("redis:", "rediss:").optional(),
  ENCRYPTION_KEYS: z.string().transform(secretOf).optional(),
  CONNECTION_HASH_KEY: hashKey.optional(),
  METRICS_TOKEN: z.string().min(16, "Use at least 16 characters.").transform(secretOf).optional(),
  OPERATOR_PROVIDERS: jsonList.optional(),
  ALLOWED_PRIVATE_NETWORKS: privateNetworks.default([]),
  ALLOW_HTTP: z.enum(["true", "false"]).transform((text) => text === "true"),
  EXTRA_CA_FILE: z.string().optional(),
  SMTP_URL: secretUrl("smtp:", "smtps:").optional(),
  SMTP_FROM: z.string().optional(),
  AUDIT_MODE: z.enum(["relaxed", "strict"]),
  MAX_STALE_MS: wholeNumber(1_000, 86_400_000),
  MAX_HELD_BODY_BYTES: wholeNumber(41_943_040, 68_719_476_736),
  MAX_REFUSALS_PER_MINUTE: wholeNumber(10, 1_000_000_000),
  LOG_LEVEL: z.enum(logLevels),
});
export type ParsedSettings = z.output<typeof settingsSchema>;
