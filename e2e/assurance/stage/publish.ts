import {
  type CredentialSettings,
  credentialId,
  defaultPolicy,
  hashManifest,
  hashToken,
  accessKeyId,
  newToken,
  type ProviderConfigInput,
  providerConfig,
  type ProviderId,
  providerId,
  sealSecret,
  Secret,
  type ServerPolicy,
  serverId,
  slugSchema,
  sourceId,
  type SourceVariable,
  type WorkspaceId,
  workspaceId,
} from "@breezeway/core";
import {
  insertAccessKey,
  insertCredential,
  insertProvider,
  insertRelease,
  insertServer,
  insertWorkspace,
  publishRelease,
  reserveReleaseNumber,
  type WorkspaceTx,
} from "@breezeway/db";
import { compileRelease, importDocument } from "@breezeway/importer";
import type { Stage } from "./stage.ts";

export interface StagedWorkspace {
  readonly id: WorkspaceId;
  readonly slug: string;
}

export interface StagedServer {
  readonly workspace: StagedWorkspace;
  readonly id: ReturnType<typeof serverId.create>;
  readonly slug: string;
  readonly path: string;
  /** At the public address. */
  readonly mcpUrl: string;
  readonly nameOf: (key: string) => string;
  readonly toolNames: readonly string[];
  readonly accessKey: string | undefined;
  /** Publishes the same tools again, as a new release. */
  republish(changes?: { readonly instructions?: string }): Promise<void>;
}

export interface DocumentToServe {
  readonly document: object;
  readonly baseUrl: string;
  readonly variables?: Readonly<Record<string, SourceVariable>>;
}

export interface ServerToPublish {
  readonly workspace: StagedWorkspace;
  readonly slug: string;
  readonly documents: readonly DocumentToServe[];
  /** Passthrough unless told; `oauth` may be worked out from the scopes that the tools need. */
  readonly credential?: CredentialSettings | ((scopes: readonly string[]) => CredentialSettings);
  readonly access?: "credential" | "access_key" | "public";
  readonly policy?: Partial<ServerPolicy>;
}

const unlimited: Partial<ServerPolicy> = { callsPerMinutePerConnection: null, maxConcurrentCalls: 10_000 };

export const createWorkspace = async (stage: Stage, slug: string): Promise<StagedWorkspace> => {
  const workspace = { id: workspaceId.create(), slug };
  await stage.control.inWorkspace({ workspaceId: workspace.id }, (tx) =>
    insertWorkspace(tx, { slug, name: slug, now: new Date() }),
  );
  return workspace;
};

/** A provider configuration with its client secret, as an owner stores it. */
export const createProvider = async (
  stage: Stage,
  workspace: StagedWorkspace,
  input: { readonly config: ProviderConfigInput; readonly clientSecret: string },
): Promise<ProviderId> => {
  const id = providerId.create();
  const config = providerConfig.parse(input.config);
  const place = { table: "oauth_providers", column: "client_secret", rowId: id, workspaceId: workspace.id };
  await stage.control.inWorkspace({ workspaceId: workspace.id }, (tx) =>
    insertProvider(tx, {
      id,
      preset: config.preset,
      name: config.name,
      clientId: config.clientId,
      settings: JSON.parse(JSON.stringify(config)),
      clientSecret: sealSecret(stage.keyring, place, Secret.of(input.clientSecret)),
      now: new Date(),
    }),
  );
  return id;
};

/** A shared credential of the owner. */
export const createCredential = async (
  stage: Stage,
  workspace: StagedWorkspace,
  input: { readonly kind: "bearer" | "basic" | "api_key"; readonly secret: string; readonly name?: string },
): Promise<ReturnType<typeof credentialId.create>> => {
  const id = credentialId.create();
  const place = { table: "shared_credentials", column: "secret", rowId: id, workspaceId: workspace.id };
  await stage.control.inWorkspace({ workspaceId: workspace.id }, (tx) =>
    insertCredential(tx, {
      id,
      name: input.name ?? id,
      kind: input.kind,
      username: null,
      secret: sealSecret(stage.keyring, place, Secret.of(input.secret)),
      now: new Date(),
    }),
  );
  return id;
};

/** Imports, compiles and publishes, through the importer and the stores that the dashboard uses. */
export const publishServer = async (stage: Stage, input: ServerToPublish): Promise<StagedServer> => {
  const id = serverId.create();
  const sources = await Promise.all(input.documents.map(importSource));
  const scopes = [...new Set(sources.flatMap(({ tools }) => tools.flatMap((tool) => tool.scopes)))].toSorted();
  const credential = typeof input.credential === "function" ? input.credential(scopes) : input.credential;
  const settings = {
    credential: credential ?? { mode: "passthrough" as const },
    access: input.access ?? ("credential" as const),
    presentation: "all" as const,
    policy: { ...defaultPolicy, ...unlimited, ...input.policy },
  };
  const publish = (tx: WorkspaceTx, instructions: string) =>
    publishOnce(tx, { input, id, settings, sources, instructions });
  const made = await stage.control.inWorkspace({ workspaceId: input.workspace.id }, async (tx) => {
    await insertServer(tx, {
      id,
      slug: slugSchema.parse(input.slug),
      name: input.slug,
      description: "",
      iconUrl: null,
      ...settings,
      now: new Date(),
    });
    const tools = await publish(tx, "");
    const accessKey = settings.access === "access_key" ? await createKey(tx, id) : undefined;
    return { tools, accessKey };
  });
  const path = `/mcp/${input.workspace.slug}/${input.slug}`;
  return {
    workspace: input.workspace,
    id,
    slug: input.slug,
    path,
    mcpUrl: `${stage.publicUrl}${path}`,
    toolNames: made.tools.map(({ name }) => name),
    accessKey: made.accessKey,
    nameOf: (key) => {
      const tool = made.tools.find((candidate) => candidate.key === key);
      if (tool === undefined) throw new Error(`No tool is made from ${key}.`);
      return tool.name;
    },
    republish: async (changes = {}) => {
      await stage.control.inWorkspace({ workspaceId: input.workspace.id }, (tx) =>
        publish(tx, changes.instructions ?? ""),
      );
    },
  };
};

const importSource = async ({ document, baseUrl, variables }: DocumentToServe) => {
  const bytes = Buffer.from(JSON.stringify(document));
  const imported = await importDocument({ input: { kind: "bytes", bytes, fileName: "document.json" }, loader: {} });
  return {
    id: sourceId.create(),
    title: imported.document.title,
    definitions: { ...imported.definitions },
    tools: [...imported.tools],
    baseUrl,
    variables: { ...variables },
    overrides: {},
  };
};

const publishOnce = async (
  tx: WorkspaceTx,
  made: {
    readonly input: ServerToPublish;
    readonly id: ReturnType<typeof serverId.create>;
    readonly settings: Pick<
      Parameters<typeof compileRelease>[0]["settings"],
      "credential" | "access" | "presentation" | "policy"
    >;
    readonly sources: Parameters<typeof compileRelease>[0]["sources"];
    readonly instructions: string;
  },
) => {
  const { input, id, settings, sources, instructions } = made;
  const number = await reserveReleaseNumber(tx, { serverId: id });
  const { manifest } = compileRelease({
    settings: {
      workspace: { id: input.workspace.id, slug: slugSchema.parse(input.workspace.slug) },
      server: {
        id,
        slug: slugSchema.parse(input.slug),
        name: input.slug,
        version: String(number),
        description: "",
        instructions,
      },
      ...settings,
    },
    sources,
  });
  const { text, contentHash } = hashManifest(manifest);
  const releaseId = await insertRelease(tx, { serverId: id, number, manifest: text, contentHash, report: {} });
  await publishRelease(tx, { serverId: id, releaseId });
  return manifest.tools.map(({ name, operation }) => ({ name, key: operation.key }));
};

const createKey = async (tx: WorkspaceTx, server: ReturnType<typeof serverId.create>): Promise<string> => {
  const key = newToken("bwk").reveal();
  await insertAccessKey(tx, {
    id: accessKeyId.create(),
    serverId: server,
    name: "Assurance",
    prefix: key.slice(0, 12),
    keyHash: hashToken(key),
    createdBy: null,
    expiresAt: null,
    now: new Date(),
  });
  return key;
};
