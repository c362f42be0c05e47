import {
  accessKeyId,
  credentialId,
  defaultPolicy,
  hashManifest,
  hashToken,
  newToken,
  sealSecret,
  serverId,
  slugSchema,
  sourceId,
  workspaceId,
} from "@breezeway/core";
import type { CredentialSettings, Keyring, Secret, ServerId, ServerPolicy, Slug, WorkspaceId } from "@breezeway/core";
import {
  appendChange,
  findLiveServer,
  insertAccessKey,
  insertCredential,
  insertRelease,
  insertServer,
  insertWorkspace,
  listCredentials,
  listServerAccessKeys,
  publishRelease,
  reserveReleaseNumber,
  revokeAccessKey,
  setCredentialSecret,
} from "@breezeway/db";
import type { Database, WorkspaceTx } from "@breezeway/db";
import { compileRelease } from "@breezeway/importer";
import type { ImportResult } from "@breezeway/importer";
import type { ServeCredential } from "./credential-flags.ts";

export interface PublishDocumentInput {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly imported: ImportResult;
  readonly baseUrl: string;
  readonly credential: ServeCredential;
  readonly access: "credential" | "access_key" | "public";
  readonly presentation: "all" | "search";
  readonly slug: Slug;
  readonly now: Date;
}

export interface PublishedDocument {
  /** Path of the endpoint, e.g. `/mcp/serve-1f3a/pet-store`. */
  readonly path: string;
  readonly tools: number;
  /** Shown once; absent where no access key guards the server. */
  readonly accessKey?: Secret;
}

/**
 * Publishes an imported document as a server in a workspace of its own, in one transaction. Each start of `serve`
 * publishes anew under the same address, so that what is served is what was named on the command line.
 */
export const publishDocument = async (input: PublishDocumentInput): Promise<PublishedDocument> => {
  const slugs = { workspaceSlug: `serve-${input.slug}`.slice(0, 40).replace(/-$/, ""), serverSlug: input.slug };
  const known = await input.database.unscoped((tx) => findLiveServer(tx, slugs));
  const place = { workspace: known?.workspaceId ?? workspaceId.create(), server: known?.serverId ?? serverId.create() };
  return input.database.inWorkspace({ workspaceId: place.workspace }, async (tx) => {
    const name = input.imported.document.title;
    if (!known) await insertWorkspace(tx, { slug: slugs.workspaceSlug, name, now: input.now });
    const credential = await storeCredential(tx, input);
    if (!known) await createServer(tx, { input, credential, server: place.server });
    const tools = await publish(tx, { input, credential, place, workspaceSlug: slugs.workspaceSlug });
    const accessKey = input.access === "access_key" ? await createKey(tx, place.server, input.now) : undefined;
    return { path: `/mcp/${slugs.workspaceSlug}/${slugs.serverSlug}`, tools, ...(accessKey && { accessKey }) };
  });
};

/** Whoever runs `serve` is its own operator: calls are counted, not limited. */
const servePolicy: ServerPolicy = { ...defaultPolicy, callsPerMinutePerConnection: null };

const credentialName = "Command line";

/** A slug made of a document's title. */
export const slugOf = (title: string): Slug => {
  const slug = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 30)
    .replace(/-$/, "");
  const parsed = slugSchema.safeParse(slug);
  return parsed.success ? parsed.data : slugSchema.parse("api");
};

const storeCredential = async (tx: WorkspaceTx, input: PublishDocumentInput): Promise<CredentialSettings> => {
  const { credential, keyring, now } = input;
  if (!("secret" in credential)) return { mode: credential.mode };
  const stored = (await listCredentials(tx)).find((row) => row.name === credentialName);
  const id = stored?.id ?? credentialId.create();
  const place = { table: "shared_credentials", column: "secret", rowId: id, workspaceId: tx.workspaceId };
  const secret = sealSecret(keyring, place, credential.secret);
  const username = credential.mode === "basic" ? (credential.secret.reveal().split(":")[0] ?? "") : null;
  const columns = { id, kind: credential.mode, username, secret, now };
  await (stored ? setCredentialSecret(tx, columns) : insertCredential(tx, { ...columns, name: credentialName }));
  if (stored) await appendChange(tx, { kind: "credential.changed", payload: { credentialId: id } });
  return credential.mode === "api_key"
    ? { mode: "api_key", credentialId: id, placement: credential.placement }
    : { mode: credential.mode, credentialId: id };
};

const createServer = async (
  tx: WorkspaceTx,
  made: { input: PublishDocumentInput; credential: CredentialSettings; server: ServerId },
): Promise<void> => {
  const { input, credential, server } = made;
  const { title, description } = input.imported.document;
  await insertServer(tx, {
    id: server,
    slug: input.slug,
    name: title.slice(0, 80),
    description: description.slice(0, 500),
    iconUrl: null,
    credential,
    access: input.access,
    presentation: input.presentation,
    policy: servePolicy,
    now: input.now,
  });
};

const publish = async (
  tx: WorkspaceTx,
  made: {
    input: PublishDocumentInput;
    credential: CredentialSettings;
    place: { workspace: WorkspaceId; server: ServerId };
    workspaceSlug: string;
  },
): Promise<number> => {
  const { input, credential, place, workspaceSlug } = made;
  const { document, definitions, tools } = input.imported;
  const number = await reserveReleaseNumber(tx, { serverId: place.server });
  const { manifest, report } = compileRelease({
    settings: {
      workspace: { id: place.workspace, slug: slugSchema.parse(workspaceSlug) },
      server: {
        id: place.server,
        slug: input.slug,
        name: document.title.slice(0, 80),
        version: String(number),
        description: document.description.slice(0, 500),
        instructions: "",
      },
      credential,
      access: input.access,
      presentation: input.presentation,
      policy: servePolicy,
    },
    sources: [
      {
        id: sourceId.create(),
        title: document.title,
        definitions: { ...definitions },
        tools: [...tools],
        baseUrl: input.baseUrl,
        variables: {},
        overrides: {},
      },
    ],
  });
  const { text, contentHash } = hashManifest(manifest);
  const releaseId = await insertRelease(tx, {
    serverId: place.server,
    number,
    manifest: text,
    contentHash,
    report: { totals: { ...report.totals } },
  });
  await publishRelease(tx, { serverId: place.server, releaseId });
  return manifest.tools.length;
};

/** The key of an earlier start is not known any more: it is revoked, and a new one takes its place. */
const createKey = async (tx: WorkspaceTx, server: ServerId, now: Date): Promise<Secret> => {
  for (const earlier of await listServerAccessKeys(tx, server))
    await revokeAccessKey(tx, { serverId: server, id: earlier.id, now });
  const key = newToken("bwk");
  await insertAccessKey(tx, {
    id: accessKeyId.create(),
    serverId: server,
    name: credentialName,
    prefix: key.reveal().slice(0, 12),
    keyHash: hashToken(key.reveal()),
    createdBy: null,
    expiresAt: null,
    now,
  });
  return key;
};
