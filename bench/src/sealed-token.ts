import {
  connectionId,
  defaultPolicy,
  providerId,
  seal,
  serverId,
  slugSchema,
  sourceId,
  workspaceId,
} from "@breezeway/core";
import type { CredentialSettings, Keyring, ReleaseManifest } from "@breezeway/core";
import { compileRelease, importDocument } from "@breezeway/importer";
import { pageDocument } from "./hosts.ts";

/** About what an upstream's JWT access token takes. */
export const upstreamToken = `eyJ-not-a-secret.${"t".repeat(2_000)}`;
const provider = providerId.create();

export const credentials = {
  passthrough: { mode: "passthrough" },
  oauth: { mode: "oauth", providerId: provider, scopes: ["read:page:confluence"] },
} as const satisfies Record<string, CredentialSettings>;

/** A release of the page document under one credential mode, in a workspace of its own. */
export const makeManifest = async (mode: keyof typeof credentials, baseUrl: string): Promise<ReleaseManifest> => {
  const bytes = new TextEncoder().encode(JSON.stringify(pageDocument));
  const imported = await importDocument({ input: { kind: "bytes", bytes }, loader: {} });
  const { manifest } = compileRelease({
    settings: {
      workspace: { id: workspaceId.create(), slug: slugSchema.parse(`bench-${mode}`) },
      server: {
        id: serverId.create(),
        slug: slugSchema.parse("pages"),
        name: "Pages",
        version: "1",
        description: "",
        instructions: "",
      },
      credential: credentials[mode],
      access: "credential",
      presentation: "all",
      policy: { ...defaultPolicy, callsPerMinutePerConnection: null },
    },
    sources: [
      {
        id: sourceId.create(),
        title: "Pages",
        definitions: { ...imported.definitions },
        tools: [...imported.tools],
        baseUrl,
        variables: {},
        overrides: {},
      },
    ],
  });
  return manifest;
};

/** The access token that the façade would issue for this server, with the upstream's token inside. */
export const sealAccessToken = (input: {
  readonly keyring: Keyring;
  readonly manifest: ReleaseManifest;
  readonly resourceUrl: string;
  readonly origin: string;
}): Promise<string> => {
  const nowMs = Date.now();
  const grant = {
    version: 1,
    serverId: input.manifest.server.id,
    connectionId: connectionId.create(),
    epoch: 0,
    client: { fingerprint: "bench", name: "bench" },
    origins: [input.origin],
    readOnly: false,
    variables: { cloudId: "11111111-2222-3333-4444-555555555555" },
    scopes: ["read:page:confluence", "write:page:confluence", "search:confluence"],
    providerId: provider,
    issuedAtMs: nowMs,
  };
  return seal({
    keyring: input.keyring,
    purpose: "access_token",
    audience: input.resourceUrl,
    expiresAt: nowMs + 3_600_000,
    claims: { grant, credential: { type: "bearer", token: upstreamToken } },
  });
};
