import { z } from "zod";
import { credentialId, providerId, serverId, slugSchema, sourceId, workspaceId } from "../ids/ids.ts";
import { jsonSchema } from "./json.ts";
import { countBounds, textBounds } from "./text-bounds.ts";
import { toolDefinition } from "./tool.ts";

export const manifestVersion = 1;

/** Where an API key travels. */
export const keyPlacement = z.object({ in: z.enum(["header", "query", "cookie"]), name: z.string().min(1) });
export type KeyPlacement = z.infer<typeof keyPlacement>;

/** A value of a `{variable}` in a base URL: fixed by the owner, or chosen by the end user at consent and carried in the grant. */
export const sourceVariable = z.discriminatedUnion("from", [
  z.object({ from: z.literal("owner"), value: z.string() }),
  z.object({ from: z.literal("grant"), name: z.string() }),
]);
export type SourceVariable = z.infer<typeof sourceVariable>;

export const releaseSource = z.object({
  id: sourceId.schema,
  title: z.string().max(textBounds.sourceTitle),
  /** Base URL, e.g. `https://api.atlassian.com/ex/confluence/{cloudId}/wiki/api/v2`; no trailing slash. */
  baseUrl: z.string().max(textBounds.url),
  variables: z.record(z.string(), sourceVariable),
  /** Schemas that bindings refer to as `#/definitions/{name}`. */
  definitions: z.record(z.string(), jsonSchema),
});
export type ReleaseSource = z.infer<typeof releaseSource>;

/** How a credential that an end user enters on the authorize page is sent upstream. */
export const userKeyScheme = z.discriminatedUnion("type", [
  z.object({ type: z.literal("bearer") }),
  z.object({ type: z.literal("basic") }),
  z.object({ type: z.literal("api_key"), placement: keyPlacement }),
]);
export type UserKeyScheme = z.infer<typeof userKeyScheme>;

export const credentialSettings = z.discriminatedUnion("mode", [
  z.object({
    mode: z.literal("oauth"),
    providerId: providerId.schema,
    /** Scopes asked for at the provider, `offline_access` included where it is wanted. */
    scopes: z.array(z.string().max(textBounds.scope)).max(countBounds.scopes),
  }),
  z.object({ mode: z.literal("passthrough") }),
  z.object({
    mode: z.literal("user_key"),
    scheme: userKeyScheme,
    /** What the authorize page calls the key, e.g. "personal access token". */
    keyLabel: z.string().max(textBounds.keyLabel),
    /** GET path on the first source that answers 2xx for a good key, e.g. `/spaces?limit=1`. */
    testPath: z.string().max(textBounds.path),
  }),
  z.object({ mode: z.literal("api_key"), credentialId: credentialId.schema, placement: keyPlacement }),
  z.object({ mode: z.literal("bearer"), credentialId: credentialId.schema }),
  z.object({ mode: z.literal("basic"), credentialId: credentialId.schema }),
  z.object({
    mode: z.literal("client_credentials"),
    providerId: providerId.schema,
    scopes: z.array(z.string().max(textBounds.scope)).max(countBounds.scopes),
  }),
  z.object({ mode: z.literal("none") }),
]);
export type CredentialSettings = z.infer<typeof credentialSettings>;
export type CredentialMode = CredentialSettings["mode"];

/** Modes in which all callers share one credential, or none: `access` then says who may call. */
export const sharedModes = [
  "api_key",
  "bearer",
  "basic",
  "client_credentials",
  "none",
] as const satisfies CredentialMode[];

/** Limits that hold for every call of the server. */
export const serverPolicy = z.object({
  /** Time for one tool call, the upstream's answer included. */
  callTimeoutMs: z.number().int().min(1_000).max(300_000),
  /** Bytes read from the upstream before the call fails. */
  maxResponseBytes: z.number().int().min(1_024).max(50_000_000),
  /** Characters of text in one result; more is cut with a note. */
  maxResultCharacters: z.number().int().min(1_000).max(2_000_000),
  /** `null`: no limit. */
  callsPerMinutePerConnection: z.number().int().min(1).max(100_000).nullable(),
  maxConcurrentCalls: z.number().int().min(1).max(10_000),
  /** CIDR ranges that may call; empty means all. */
  allowedClientCidrs: z.array(z.string()),
  /** Browser origins that may call besides the two of this deployment. */
  allowedOrigins: z.array(z.string()),
  /** Tools that are not read-only are left out and refused. */
  readOnly: z.boolean(),
});
export type ServerPolicy = z.infer<typeof serverPolicy>;

export const defaultPolicy: ServerPolicy = {
  callTimeoutMs: 60_000,
  maxResponseBytes: 10_000_000,
  maxResultCharacters: 100_000,
  callsPerMinutePerConnection: 600,
  maxConcurrentCalls: 200,
  allowedClientCidrs: [],
  allowedOrigins: [],
  readOnly: false,
};

/**
 * The contract between control plane and data plane: one immutable published state of a server.
 * Compiled at publish; holds no secret, only the ids of the provider or credential it uses.
 */
export const releaseManifest = z
  .object({
    manifestVersion: z.literal(manifestVersion),
    workspace: z.object({ id: workspaceId.schema, slug: slugSchema }),
    server: z.object({
      id: serverId.schema,
      slug: slugSchema,
      name: z.string().max(textBounds.serverName),
      /** Counts releases: "1", "2" … shown to clients as the server's version. */
      version: z.string(),
      description: z.string().max(textBounds.serverDescription),
      /** `instructions` of `server/discover` and `initialize`. */
      instructions: z.string().max(textBounds.instructions),
      iconUrl: z.string().max(textBounds.url).optional(),
      websiteUrl: z.string().max(textBounds.url).optional(),
    }),
    credential: credentialSettings,
    /** Who may call. `credential`: whoever holds a credential of the end user's own; the others go with the shared modes. */
    access: z.enum(["credential", "access_key", "public"]),
    /** `all` lists every tool; `search` lists three that find, describe and call the rest. */
    presentation: z.enum(["all", "search"]),
    policy: serverPolicy,
    sources: z.array(releaseSource).min(1).max(countBounds.sources),
    tools: z.array(toolDefinition).max(countBounds.tools),
  })
  .superRefine((manifest, context) => {
    const isShared = (sharedModes as readonly string[]).includes(manifest.credential.mode);
    if (isShared === (manifest.access === "credential"))
      context.addIssue({
        code: "custom",
        path: ["access"],
        message: `Access "${manifest.access}" does not go with mode "${manifest.credential.mode}".`,
      });
    const names = new Set(manifest.tools.map((tool) => tool.name));
    if (names.size !== manifest.tools.length)
      context.addIssue({ code: "custom", path: ["tools"], message: "Two tools have the same name." });
    const sources = new Set(manifest.sources.map((source) => source.id));
    for (const [index, tool] of manifest.tools.entries())
      if (!sources.has(tool.operation.sourceId))
        context.addIssue({
          code: "custom",
          path: ["tools", index, "operation", "sourceId"],
          message: "Names a source that the release does not have.",
        });
  });
export type ReleaseManifest = z.infer<typeof releaseManifest>;
