import { auditEventId, connectionId, releaseId, requestId } from "@breezeway/core";
import type { ConnectionHash, ReleaseId, ServerId, WorkspaceId } from "@breezeway/core";
import type { AuditEvent } from "@breezeway/db";
import { recordSightings, writeAuditEvents } from "@breezeway/db";
import { notesDocument, readEvents, uploadOf } from "./documents.ts";
import type { Person, Team } from "./people.ts";
import type { TestBrowser } from "./test-browser.ts";
import type { TestDashboard } from "./test-dashboard.ts";

/** One of everything that a workspace can hold. */
export interface Furnished {
  readonly workspace: string;
  readonly server: string;
  readonly sourceId: string;
  readonly key: string;
  readonly releaseId: string;
  readonly providerId: string;
  readonly credentialId: string;
  readonly accessKeyId: string;
  readonly invitationId: string;
  readonly connection: ConnectionHash;
  readonly userId: string;
  readonly member: Person;
}

export const providerBody = (changes: object = {}) => ({
  preset: "oauth2" as const,
  name: "Example",
  clientId: "client",
  authorizationEndpoint: "https://auth.example.test/authorize",
  tokenEndpoint: "https://auth.example.test/token",
  tokenRequest: { format: "form" as const, clientAuthentication: "basic" as const },
  pkce: true,
  authorizeParameters: {},
  ...changes,
});

/** Inspects an uploaded document and answers its hash. */
export const inspect = async (browser: TestBrowser, workspace: string, document = notesDocument()): Promise<string> => {
  const answer = await browser.call("previewImport", { params: { workspace }, body: { source: uploadOf(document) } });
  for (const event of readEvents<{ type: string; preview?: { documentHash: string } }>(answer.text))
    if (event.type === "result" && event.preview) return event.preview.documentHash;
  throw new Error(`The document could not be inspected: ${answer.text}`);
};

export const createNotes = async (
  browser: TestBrowser,
  workspace: string,
  changes: { readonly slug?: string; readonly credential?: object; readonly access?: string } = {},
) => {
  const documentHash = await inspect(browser, workspace);
  return browser.get("createServer", {
    params: { workspace },
    body: {
      name: "Notes",
      slug: "notes",
      sources: [{ source: uploadOf(notesDocument()), documentHash, baseUrl: "https://api.example.test/v1" }],
      credential: { mode: "passthrough" },
      ...changes,
    },
  });
};

export const furnish = async (dashboard: TestDashboard, team: Team): Promise<Furnished> => {
  const { browser } = team.owner;
  const workspace = team.workspace.slug;
  const created = await createNotes(browser, workspace);
  const params = { workspace, server: created.slug };
  const { release } = await browser.get("publish", { params, body: { acceptWarnings: true } });
  const provider = await browser.get("createProvider", { params: { workspace }, body: providerBody() });
  const credential = await browser.get("createCredential", {
    params: { workspace },
    body: { name: "Robot", secret: { kind: "bearer", value: "not-a-real-secret" } },
  });
  const { key } = await browser.get("createAccessKey", { params, body: { name: "CI" } });
  const { invitation } = await browser.get("createInvitation", { params: { workspace }, body: { role: "viewer" } });
  const member = await team.join("viewer");
  const { tools } = await browser.get("listTools", { params });
  const connection = await seeConnection(dashboard, created.id as ServerId);
  return {
    workspace,
    server: created.slug,
    sourceId: created.sources[0]?.id ?? "",
    key: tools[0]?.key ?? "",
    releaseId: release.id,
    providerId: provider.id,
    credentialId: credential.id,
    accessKeyId: key.id,
    invitationId: invitation.id,
    connection,
    userId: member.userId,
    member,
  };
};

/** As the data plane reports it. */
export const seeConnection = async (
  dashboard: TestDashboard,
  serverId: ServerId,
  kind: "grant" | "bearer" | "access_key" = "grant",
): Promise<ConnectionHash> => {
  const hash = dashboard.deps.hashConnection({
    workspaceId: "ws",
    serverId,
    kind,
    value: connectionId.create(),
  });
  await dashboard.database.data.unscoped((tx) =>
    recordSightings(tx, [
      {
        serverId,
        hash,
        kind,
        clientName: "claude-code",
        clientVersion: "2.1.0",
        readOnly: false,
        calls: 3,
        seenAtMs: dashboard.clock.now(),
      },
    ]),
  );
  return hash;
};

/** Calls as the data plane records them. */
export const recordCalls = (
  dashboard: TestDashboard,
  place: { readonly workspaceId: string; readonly serverId: string },
  calls: readonly Partial<AuditEvent>[],
): Promise<void> =>
  writeAuditEvents(
    dashboard.database.data,
    calls.map((call) => ({
      id: auditEventId.create(),
      atMs: dashboard.clock.now(),
      workspaceId: place.workspaceId as WorkspaceId,
      serverId: place.serverId as ServerId,
      releaseId: releaseId.create() satisfies ReleaseId,
      tool: "listNotes",
      method: "GET",
      pathTemplate: "/notes",
      clientName: "claude-code",
      clientVersion: "2.1.0",
      connectionHash: "0123456789abcdef0123456789abcdef" as ConnectionHash,
      requestId: requestId.create(),
      outcome: "ok",
      upstreamStatus: 200,
      durationUs: 12_000,
      upstreamUs: 10_000,
      bytesIn: 10,
      bytesOut: 100,
      retries: 0,
      redactions: 0,
      ...call,
    })),
  );
