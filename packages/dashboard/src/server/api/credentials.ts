import { providerConfig, providerPreset } from "@breezeway/core";
import { z } from "zod";
import { moment, nothing } from "./fields.ts";
import { defineRoutes } from "./route.ts";

const url = z.url({ protocol: /^https?$/, error: "Enter an http(s) address." }).max(1_000);
const secret = z.string().min(1, "Enter the secret.").max(10_000);

/** The provider's settings as `core` states them; the client secret travels apart. */
export const providerSettings = providerConfig;
export type ProviderSettings = z.infer<typeof providerSettings>;

export const providerView = providerSettings.extend({
  id: z.string(),
  /** Registered at the provider; each provider configuration has its own. */
  callbackUrl: z.string(),
  /** Offered by the operator to every workspace: can be used, not changed. */
  byOperator: z.boolean(),
  secretSetAt: moment.nullable(),
  /** When the provider last refused this client; `null` once the secret is replaced. */
  refusedAt: moment.nullable(),
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: moment,
});
export type ProviderView = z.infer<typeof providerView>;

export const testStep = z.object({
  step: z.enum(["discovery", "redirect", "exchange", "call"]),
  state: z.enum(["ok", "failed", "skipped", "todo"]),
  text: z.string(),
});
export type TestStep = z.infer<typeof testStep>;

export const credentialView = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["api_key", "bearer", "basic"]),
  /** Of a basic pair; the rest is never shown. */
  username: z.string().nullable(),
  secretSetAt: moment,
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Set when the API refused it, until it is replaced. */
  refusedAt: moment.nullable(),
  createdAt: moment,
});
export type CredentialView = z.infer<typeof credentialView>;

export const credentialSecret = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("api_key"), value: secret }),
  z.object({ kind: z.literal("bearer"), value: secret }),
  z.object({ kind: z.literal("basic"), username: z.string().min(1).max(300), password: secret }),
]);

export const accessKeyView = z.object({
  id: z.string(),
  name: z.string(),
  prefix: z.string(),
  createdAt: moment,
  createdBy: z.string().nullable(),
  expiresAt: moment.nullable(),
  lastUsedAt: moment.nullable(),
  revokedAt: moment.nullable(),
});
export type AccessKeyView = z.infer<typeof accessKeyView>;

export const credentialRoutes = defineRoutes({
  listProviders: {
    method: "get",
    path: "/api/workspaces/:workspace/providers",
    access: "credentials.read",
    summary: "OAuth providers of the workspace, and those the operator offers.",
    output: z.object({ providers: z.array(providerView) }),
  },
  createProvider: {
    method: "post",
    path: "/api/workspaces/:workspace/providers",
    access: "credentials.manage",
    summary: "Configure a provider. The secret is write-only.",
    body: providerSettings.extend({
      clientSecret: secret.optional(),
      /** From `reserveProvider`, where the callback URL was copied first. */
      reservation: z.string().max(2_000).optional(),
    }),
    output: providerView,
  },
  reserveProvider: {
    method: "post",
    path: "/api/workspaces/:workspace/providers/reserve",
    access: "credentials.manage",
    summary: "The callback URL of a provider that is not created yet; writes nothing.",
    output: z.object({ reservation: z.string(), callbackUrl: z.string() }),
  },
  discoverProvider: {
    method: "post",
    path: "/api/workspaces/:workspace/providers/discover",
    access: "credentials.manage",
    summary: "A preset's settings; with an address, completed by it or by the metadata that stands there.",
    body: z.object({ preset: providerPreset, issuer: url.optional(), baseUrl: url.optional() }),
    output: z.object({ settings: providerSettings.partial(), scopesSupported: z.array(z.string()) }),
  },
  updateProvider: {
    method: "patch",
    path: "/api/workspaces/:workspace/providers/:providerId",
    access: "credentials.manage",
    summary: "Change a provider's settings.",
    body: providerSettings.partial(),
    output: providerView,
  },
  setProviderSecret: {
    method: "put",
    path: "/api/workspaces/:workspace/providers/:providerId/secret",
    access: "credentials.manage",
    summary: "Set or replace the client secret; it is never shown again.",
    body: z.object({ clientSecret: secret }),
    output: providerView,
  },
  deleteProvider: {
    method: "delete",
    path: "/api/workspaces/:workspace/providers/:providerId",
    access: "credentials.manage",
    summary: "Delete a provider that no server uses.",
    output: nothing,
  },
  testProvider: {
    method: "post",
    path: "/api/workspaces/:workspace/providers/:providerId/test",
    access: "credentials.manage",
    summary: "Test the configuration step by step, as far as it goes without a user.",
    output: z.object({ steps: z.array(testStep) }),
  },
  /** For tests and for *Try it*: whoever may try a draft may sign in for it. The browser keeps the ticket and goes to `authorizeUrl`; it comes back to `returnPath#answer=…`. */
  startProviderSignIn: {
    method: "post",
    path: "/api/workspaces/:workspace/providers/:providerId/test/sign-in",
    access: "servers.edit",
    callers: "people",
    summary: "Begin a sign-in of your own at the provider: where to go, and a ticket to keep.",
    body: z.object({
      returnPath: z
        .string()
        .regex(/^\/(?![/\\])/, "Begin with one slash.")
        .max(500),
      scopes: z.array(z.string().max(200)).max(300).default([]),
    }),
    output: z.object({ authorizeUrl: z.string(), ticket: z.string() }),
  },
  finishProviderSignIn: {
    method: "post",
    path: "/api/workspaces/:workspace/providers/:providerId/test/finish",
    access: "servers.edit",
    callers: "people",
    summary: "Redeem the sign-in; the token goes to this browser, for its memory alone.",
    body: z.object({ ticket: z.string().max(10_000), answer: z.string().max(20_000) }),
    output: z.object({
      steps: z.array(testStep),
      token: z.object({ accessToken: z.string(), expiresInSeconds: z.number().nullable() }).nullable(),
      /** Sites that the token reaches, where the provider has sites. */
      sites: z.array(z.object({ id: z.string(), name: z.string(), url: z.string() })),
    }),
  },
  listCredentials: {
    method: "get",
    path: "/api/workspaces/:workspace/credentials",
    access: "credentials.read",
    summary: "Shared credentials, never their values.",
    output: z.object({ credentials: z.array(credentialView) }),
  },
  createCredential: {
    method: "post",
    path: "/api/workspaces/:workspace/credentials",
    access: "credentials.manage",
    summary: "Store a shared credential, encrypted and write-only.",
    body: z.object({ name: z.string().trim().min(1).max(80), secret: credentialSecret }),
    output: credentialView,
  },
  setCredentialSecret: {
    method: "put",
    path: "/api/workspaces/:workspace/credentials/:credentialId/secret",
    access: "credentials.manage",
    summary: "Replace a shared credential; servers use the new one at once.",
    body: z.object({ secret: credentialSecret }),
    output: credentialView,
  },
  deleteCredential: {
    method: "delete",
    path: "/api/workspaces/:workspace/credentials/:credentialId",
    access: "credentials.manage",
    summary: "Delete a shared credential that no server uses.",
    output: nothing,
  },
  testCredential: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/credential/test",
    access: "credentials.manage",
    summary: "Try the server's shared credential or service account with one read-only call.",
    body: z.object({ path: z.string().startsWith("/").max(500).optional() }),
    output: z.object({ steps: z.array(testStep) }),
  },
  listAccessKeys: {
    method: "get",
    path: "/api/workspaces/:workspace/servers/:server/access-keys",
    access: "credentials.read",
    summary: "Access keys of a server.",
    output: z.object({ keys: z.array(accessKeyView) }),
  },
  createAccessKey: {
    method: "post",
    path: "/api/workspaces/:workspace/servers/:server/access-keys",
    access: "credentials.manage",
    summary: "Make an access key; the secret is shown once.",
    body: z.object({
      name: z.string().trim().min(1).max(80),
      expiresInDays: z.number().int().min(1).max(3_650).nullable().default(null),
    }),
    output: z.object({ key: accessKeyView, secret: z.string() }),
  },
  revokeAccessKey: {
    method: "delete",
    path: "/api/workspaces/:workspace/servers/:server/access-keys/:accessKeyId",
    access: "credentials.manage",
    summary: "Revoke an access key at once.",
    output: accessKeyView,
  },
});
