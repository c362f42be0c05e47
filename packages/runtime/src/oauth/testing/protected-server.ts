import { randomBytes } from "node:crypto";
import {
  createConnectionHasher,
  defaultPolicy,
  generateKeyringEntry,
  parseKeyring,
  providerId,
  Secret,
  serverId,
  slugSchema,
  sourceId,
  workspaceId,
} from "@breezeway/core";
import type { CredentialSettings, Keyring, ReleaseManifest, ToolDefinition } from "@breezeway/core";
import type { ProtectedServer } from "../../identify/protected-server.ts";

export const testPublicUrl = "https://mcp.example.com";

export const testKeyring = (): Keyring => {
  const parsed = parseKeyring(generateKeyringEntry(0));
  if (!parsed.ok) throw new Error(parsed.problems.join(" "));
  return parsed.keyring;
};

export const testHasher = () => createConnectionHasher(Secret.of(randomBytes(32).toString("base64")));

export const testProviderId = providerId.create();
const source = sourceId.create();

const tool = (name: string, scopes: string[], kind: "read" | "write" | "delete"): ToolDefinition => ({
  name,
  title: name.replaceAll("_", " "),
  description: `Does ${name}.`,
  inputSchema: { type: "object" },
  annotations: {
    readOnlyHint: kind === "read",
    destructiveHint: kind === "delete",
    idempotentHint: kind !== "write",
    openWorldHint: true,
  },
  scopes,
  operation: {
    sourceId: source,
    key: name,
    method: kind === "read" ? "GET" : kind === "write" ? "POST" : "DELETE",
    path: `/${name}`,
    parameters: [],
    headers: {},
    accept: "application/json",
    renamedKeys: [],
  },
});

export const testTools: readonly ToolDefinition[] = [
  tool("get_page", ["read:page:confluence"], "read"),
  tool("list_spaces", ["read:space:confluence"], "read"),
  tool("create_page", ["write:page:confluence", "read:page:confluence"], "write"),
  tool("delete_page", ["delete:page:confluence"], "delete"),
];

export const oauthCredential: CredentialSettings = {
  mode: "oauth",
  providerId: testProviderId,
  scopes: [
    "delete:page:confluence",
    "offline_access",
    "read:page:confluence",
    "read:space:confluence",
    "write:page:confluence",
  ],
};

export interface TestServerOptions extends Partial<Omit<ProtectedServer, "release">> {
  readonly credential?: CredentialSettings;
  readonly access?: ReleaseManifest["access"];
  readonly baseUrl?: string;
  readonly variables?: ReleaseManifest["sources"][number]["variables"];
  readonly publicUrl?: string;
}

/** A server as the live view would give it, with four tools. */
export const testServer = (options: TestServerOptions = {}): ProtectedServer => {
  const { credential = oauthCredential, access, baseUrl, variables, publicUrl = testPublicUrl, ...rest } = options;
  const workspaceSlug = slugSchema.parse(rest.workspaceSlug ?? "acme");
  const serverSlug = slugSchema.parse(rest.serverSlug ?? "wiki");
  const ids = { workspaceId: rest.workspaceId ?? workspaceId.create(), serverId: rest.serverId ?? serverId.create() };
  const isShared = !["oauth", "passthrough", "user_key"].includes(credential.mode);
  return {
    ...ids,
    resourceUrl: `${publicUrl}/mcp/${workspaceSlug}/${serverSlug}`,
    epoch: 1,
    stopped: false,
    revoked: new Set(),
    accessKeys: new Map(),
    ...rest,
    workspaceSlug,
    serverSlug,
    release: {
      manifest: {
        manifestVersion: 1,
        workspace: { id: ids.workspaceId, slug: workspaceSlug },
        server: { id: ids.serverId, slug: serverSlug, name: "Wiki", version: "1", description: "", instructions: "" },
        credential,
        access: access ?? (isShared ? "access_key" : "credential"),
        presentation: "all",
        policy: defaultPolicy,
        sources: [
          {
            id: source,
            title: "Wiki API",
            baseUrl: baseUrl ?? "https://api.example.net/wiki",
            variables: variables ?? {},
            definitions: {},
          },
        ],
      },
      tools: new Map(testTools.map((definition) => [definition.name, { definition }])),
    },
  };
};
