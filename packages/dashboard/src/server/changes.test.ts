import type { ServerId, WorkspaceId } from "@breezeway/core";
import { listRevokedConnections } from "@breezeway/db";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { permissions } from "./api/permissions.ts";
import type { RouteDefinition } from "./api/route.ts";
import { routes } from "./api/routes.ts";
import type { RouteName, RouteOutput } from "./api/routes.ts";
import { notesDocument, readEvents, uploadOf } from "./testing/documents.ts";
import { furnish, inspect, providerBody, seeConnection } from "./testing/furnish.ts";
import type { Furnished } from "./testing/furnish.ts";
import { foundWorkspace } from "./testing/people.ts";
import { sampleBodies } from "./testing/sample-bodies.ts";
import type { Team } from "./testing/people.ts";
import type { CallInput } from "./testing/test-browser.ts";
import { createTestDashboard } from "./testing/test-dashboard.ts";
import type { TestDashboard } from "./testing/test-dashboard.ts";
import { unchanging } from "./testing/unchanging.ts";

// Two of the four cases of every mutation: that it works, and that it is recorded in the same transaction.
// The other two, the wrong role and the other workspace, are in tenancy.test.ts for every route.

const canary = "canary-7f3a91c2-not-a-real-secret";

describe("every change", () => {
  let dashboard: TestDashboard;
  let team: Team;
  let furnished: Furnished;
  const covered = new Set<RouteName>();

  beforeAll(async () => {
    dashboard = await createTestDashboard();
    team = await foundWorkspace(dashboard);
    furnished = await furnish(dashboard, team);
  }, 120_000);
  afterAll(() => dashboard.close());

  const newest = async (): Promise<RouteOutput<"listChanges">["changes"][number]> => {
    const { changes } = await team.owner.browser.get("listChanges", {
      params: { workspace: team.workspace.id },
      query: { limit: "1" },
    });
    if (!changes[0]) throw new Error("Nothing was recorded.");
    return changes[0];
  };

  /** Every row that the database holds of a workspace, as one hash for each table. */
  const fingerprint = () =>
    dashboard.database.owner.unscoped(async ({ sql }) => {
      const tables = await sql<{ name: string }[]>`
        SELECT c.oid::regclass::text AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE a.attname = 'workspace_id' AND c.relkind IN ('r', 'p') AND NOT c.relispartition
          AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;
      const hashes = tables.map(
        ({ name }) => `SELECT '${name}' AS name, md5(string_agg(t::text, '|' ORDER BY t::text)) AS rows FROM ${name} t`,
      );
      return [...(await sql.unsafe(hashes.join(" UNION ALL ")))];
    });
  /** Calls a route and looks at what was recorded of it. */
  const change = async <Name extends RouteName>(name: Name, input: CallInput<Name>, action: string) => {
    dashboard.clock.advance(1_000);
    const result = await team.owner.browser.get(name, input);
    const recorded = await newest();
    expect(recorded).toMatchObject({ action, actor: { userId: team.owner.userId } });
    expect(recorded.text).not.toContain("{subject}");
    expect(recorded.text).not.toBe("");
    covered.add(name);
    return { result, recorded };
  };
  const ofServer = () => ({ workspace: furnished.workspace, server: furnished.server });
  const ofWorkspace = () => ({ workspace: team.workspace.id });

  it("of a workspace and its members works and is recorded", async () => {
    const params = ofWorkspace();
    const renamed = await change("updateWorkspace", { params, body: { name: "Renamed" } }, "workspace.updated");
    expect(renamed.recorded).toMatchObject({ before: { name: team.workspace.name }, after: { name: "Renamed" } });
    const fixed = await team.owner.browser.call("updateWorkspace", { params, body: { slug: "moved-away" } });
    expect(fixed.status).toBe(409);
    await change("stopWorkspace", { params, body: { reason: "drill" } }, "workspace.stopped");
    const { result } = await change("resumeWorkspace", { params }, "workspace.resumed");
    expect(result).toMatchObject({ stoppedAt: null, stopReason: null });
    const deleted = await change(
      "deleteWorkspace",
      { params, body: { confirmName: "Renamed" } },
      "workspace.deletion_asked",
    );
    expect(deleted.result.deletesAt).not.toBeNull();
    await change("keepWorkspace", { params }, "workspace.deletion_called_off");
    const role = { params: { ...params, userId: furnished.userId }, body: { role: "editor" as const } };
    await change("changeMemberRole", role, "member.role_changed");
    await change("removeMember", { params: { ...params, userId: furnished.userId } }, "member.removed");
    const invited = await change("createInvitation", { params, body: { role: "viewer" } }, "invitation.created");
    const withdrawn = { params: { ...params, invitationId: invited.result.invitation.id } };
    await change("revokeInvitation", withdrawn, "invitation.revoked");
    const leaver = await team.join("editor");
    await leaver.browser.get("leaveWorkspace", { params });
    expect(await newest()).toMatchObject({ action: "member.left", actor: { userId: leaver.userId } });
    covered.add("leaveWorkspace");
  });

  it("keeps the last owner, also against themselves", async () => {
    const params = { ...ofWorkspace(), userId: team.owner.userId };
    const { browser } = team.owner;
    expect((await browser.call("removeMember", { params })).status).toBe(409);
    expect((await browser.call("leaveWorkspace", { params })).status).toBe(409);
    expect((await browser.call("changeMemberRole", { params, body: { role: "admin" } })).status).toBe(409);
    const admin = await team.join("admin");
    expect((await admin.browser.call("removeMember", { params })).status).toBe(403);
    const self = { ...ofWorkspace(), userId: admin.userId };
    expect((await admin.browser.call("changeMemberRole", { params: self, body: { role: "owner" } })).status).toBe(403);
    const invite = { params: ofWorkspace(), body: { role: "owner" as const } };
    expect((await admin.browser.call("createInvitation", invite)).status).toBe(403);
  });

  it("keeps one owner when two leave at the same moment", async () => {
    const pair = await foundWorkspace(dashboard);
    const second = await pair.join("owner");
    const params = { workspace: pair.workspace.slug };
    const left = await Promise.all(
      [pair.owner, second].map(({ browser }) => browser.call("leaveWorkspace", { params })),
    );
    expect(left.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  });

  it("lets an invitation be used once", async () => {
    const { link } = await team.owner.browser.get("createInvitation", {
      params: ofWorkspace(),
      body: { role: "viewer" },
    });
    const token = link.split("#")[1] ?? "";
    const person = (await foundWorkspace(dashboard)).owner;
    expect(await person.browser.get("inspectInvitation", { body: { token } })).toMatchObject({ role: "viewer" });
    expect((await person.browser.call("acceptInvitation", { body: { token } })).status).toBe(200);
    const second = (await foundWorkspace(dashboard)).owner;
    expect((await second.browser.call("acceptInvitation", { body: { token } })).status).toBe(400);
  });

  it("of a server and its documents works and is recorded", async () => {
    const { browser } = team.owner;
    const params = ofWorkspace();
    const documentHash = await inspect(browser, furnished.workspace);
    const source = { source: uploadOf(notesDocument()), documentHash, baseUrl: "https://api.example.test" };
    const body = { name: "Second", slug: "second", sources: [source], credential: { mode: "passthrough" as const } };
    const { result: created } = await change("createServer", { params, body }, "server.created");
    const place = { ...params, server: created.slug };
    const edits = { name: "Renamed", instructions: "Be brief.", policy: { readOnly: true } };
    const updated = await change("updateServer", { params: place, body: edits }, "server.updated");
    expect(updated.recorded).toMatchObject({ before: { name: "Second" }, after: { name: "Renamed" } });
    expect(updated.result.policy).toMatchObject({ readOnly: true, callTimeoutMs: 60_000 });
    await change(
      "setServerCredential",
      { params: place, body: { credential: { mode: "none" } } },
      "server.credential_changed",
    );
    const added = await change("addSource", { params: place, body: source }, "source.added");
    const [first, second] = added.result.sources;
    expect(added.result.toolsTotal).toBe(6);
    const baseUrl = { baseUrl: "https://other.example.test/v2/" };
    const moved = await change(
      "updateSource",
      { params: { ...place, sourceId: first?.id ?? "" }, body: baseUrl },
      "source.updated",
    );
    expect(moved.result.sources[0]?.baseUrl).toBe("https://other.example.test/v2");
    await change("removeSource", { params: { ...place, sourceId: second?.id ?? "" } }, "source.removed");
    expect((await browser.call("removeSource", { params: { ...place, sourceId: first?.id ?? "" } })).status).toBe(409);
    await change("stopServer", { params: place, body: { reason: "drill" } }, "server.stopped");
    await change("resumeServer", { params: place }, "server.resumed");
    expect((await browser.call("deleteServer", { params: place, body: { confirmName: "no" } })).status).toBe(400);
    await change("deleteServer", { params: place, body: { confirmName: "Renamed" } }, "server.deleted");
  });

  it("of tools and releases works and is recorded", async () => {
    const { browser } = team.owner;
    const params = ofServer();
    const ref = { sourceId: furnished.sourceId, key: furnished.key };
    const edit = {
      ...ref,
      name: "list_all_notes",
      description: "Lists every note.",
      arguments: { limit: { fixed: 50 } },
    };
    const edited = await change("editTools", { params, body: { edits: [edit] } }, "tools.edited");
    expect(edited.result.tools[0]).toMatchObject({
      name: "list_all_notes",
      edited: ["name", "description", "arguments"],
    });
    const detail = await browser.get("getTool", { params, query: ref });
    expect(detail.listed.inputSchema).not.toHaveProperty("properties.limit");
    expect(detail.generated.name).toBe("listNotes");
    await browser.get("editTools", { params, body: { edits: edited.result.undo } });
    expect((await browser.get("getTool", { params, query: ref })).edited).toEqual([]);
    await change("selectTools", { params, body: { rule: "read_only" } }, "tools.edited");
    expect((await browser.get("getServer", { params })).toolsEnabled).toBe(1);
    const all = await browser.get("selectTools", { params, body: { rule: "all" } });
    await change("undoToolChange", { params, body: { changeId: all.changeId ?? "" } }, "tools.undone");
    expect((await browser.get("getServer", { params })).toolsEnabled).toBe(1);
    await change("tryDraft", { params, body: {} }, "release.tried");
    const { result } = await change("publish", { params, body: { acceptWarnings: true } }, "release.published");
    expect(result.release.number).toBe(2);
    await change("rollback", { params, body: { releaseId: furnished.releaseId } }, "release.rolled_back");
    expect((await browser.call("rollback", { params, body: { releaseId: furnished.releaseId } })).status).toBe(409);
    const live = { releaseId: furnished.releaseId };
    await change("discardDraft", { params, body: live }, "draft.discarded");
    expect(await browser.get("getServer", { params })).toMatchObject({ status: "live", toolsEnabled: 3 });
    const stale = await browser.call("publish", {
      params,
      body: { acceptWarnings: true, contentHash: "0".repeat(64) },
    });
    expect(stale.status).toBe(409);
  });

  it("of an imported document keeps the owner's edits and is recorded", async () => {
    const { browser } = team.owner;
    const params = { ...ofServer(), sourceId: furnished.sourceId };
    await browser.get("editTools", {
      params,
      body: { edits: [{ sourceId: furnished.sourceId, key: furnished.key, title: "All notes" }] },
    });
    const document = notesDocument({
      "/tags": {
        get: { operationId: "listTags", summary: "List tags", responses: { "200": { description: "Tags" } } },
      },
    });
    const preview = await browser.call("previewReimport", { params, body: { source: uploadOf(document) } });
    const last = readEvents<RouteOutput<"previewReimport">>(preview.text).at(-1);
    if (last?.type !== "result") throw new Error(preview.text);
    expect(last.preview).toMatchObject({ unchanged: false, added: [{ name: "listTags" }], removed: [], breaking: 0 });
    const body = { source: uploadOf(document), documentHash: last.preview.documentHash };
    const { result } = await change("applyReimport", { params, body }, "source.reimported");
    expect(result).toMatchObject({ toolsTotal: 4, status: "changed" });
    const { tools } = await browser.get("listTools", { params });
    expect(tools.find(({ name }) => name === "listNotes")?.title).toBe("All notes");
    expect(tools.find(({ name }) => name === "listTags")?.enabled).toBe(false);
    const again = await browser.call("applyReimport", { params, body: { ...body, documentHash: "0".repeat(64) } });
    expect(again.status).toBe(409);
  });

  it("of providers, credentials and keys works, is recorded, and never shows a secret again", async () => {
    const { browser } = team.owner;
    const params = ofWorkspace();
    const reserved = await browser.get("reserveProvider", { params });
    const created = await change(
      "createProvider",
      { params, body: { ...providerBody(), clientSecret: canary, reservation: reserved.reservation } },
      "provider.created",
    );
    expect(created.result.callbackUrl).toBe(reserved.callbackUrl);
    const provider = { ...params, providerId: created.result.id };
    await change("updateProvider", { params: provider, body: { name: "Other" } }, "provider.updated");
    const moved = { tokenEndpoint: "https://evil.example.test/token" };
    expect((await browser.call("updateProvider", { params: provider, body: moved })).status).toBe(409);
    await change(
      "setProviderSecret",
      { params: provider, body: { clientSecret: `${canary}-2` } },
      "provider.secret_set",
    );
    const secret = { kind: "basic" as const, username: "robot", password: canary };
    const stored = await change("createCredential", { params, body: { name: "Pair", secret } }, "credential.created");
    const credential = { ...params, credentialId: stored.result.id };
    const replaced = { secret: { ...secret, password: `${canary}-3` } };
    await change("setCredentialSecret", { params: credential, body: replaced }, "credential.secret_set");
    await browser.get("setServerCredential", {
      params: ofServer(),
      body: { credential: { mode: "basic", credentialId: stored.result.id } },
    });
    expect((await browser.call("deleteCredential", { params: credential })).status).toBe(409);
    await browser.get("setServerCredential", { params: ofServer(), body: { credential: { mode: "passthrough" } } });
    await change("deleteCredential", { params: credential }, "credential.deleted");
    await change("deleteProvider", { params: provider }, "provider.deleted");
    const token = await change(
      "createApiToken",
      { params, body: { name: "CI", scopes: ["servers.read"] } },
      "api_token.created",
    );
    await change("revokeApiToken", { params: { ...params, tokenId: token.result.token.id } }, "api_token.revoked");
    const key = await change("createAccessKey", { params: ofServer(), body: { name: "Key" } }, "access_key.created");
    expect(key.result.secret).toMatch(/^bwk_/);
    await change(
      "revokeAccessKey",
      { params: { ...ofServer(), accessKeyId: key.result.key.id } },
      "access_key.revoked",
    );
    const shown = await Promise.all([
      browser.call("listProviders", { params }),
      browser.call("listCredentials", { params }),
      browser.call("listAccessKeys", { params: ofServer() }),
      browser.call("listChanges", { params, query: { limit: "200" } }),
    ]);
    const everything = shown.map(({ text }) => text).join("") + dashboard.logLines.join("");
    expect(everything).not.toContain(canary);
    expect(everything).not.toContain(key.result.secret);
    const rows = await dashboard.database.owner.unscoped(async (tx) => [
      await tx.sql`SELECT c::text FROM config_changes c`,
      await tx.sql`SELECT c::text, encode(secret, 'escape') FROM shared_credentials c`,
      await tx.sql`SELECT c::text, encode(client_secret, 'escape') FROM oauth_providers c`,
      await tx.sql`SELECT c::text FROM access_keys c`,
    ]);
    expect(JSON.stringify(rows)).not.toContain(canary);
    expect(JSON.stringify(rows)).not.toContain(key.result.secret);
  });

  it("of connections works and is recorded", async () => {
    const params = ofServer();
    const one = { params: { ...params, connection: furnished.connection } };
    const revoked = await change("revokeConnection", one, "connection.revoked");
    expect(revoked.result.revokedAt).not.toBeNull();
  });

  it("of all connections ends sign-ins and the tokens seen so far, and leaves access keys alone", async () => {
    const params = ofServer();
    const { browser } = team.owner;
    const { id, name } = await browser.get("getServer", { params });
    const see = (kind: "grant" | "bearer" | "access_key") => seeConnection(dashboard, id as ServerId, kind);
    await browser.get("createAccessKey", { params, body: { name: "Goes on" } });
    const [grant, bearer, key] = [await see("grant"), await see("bearer"), await see("access_key")];
    const body = { confirmName: name };
    const { result } = await change("revokeAllConnections", { params, body }, "connections.revoked_all");
    expect(result).toMatchObject({ grants: 1, bearers: 1 });
    const { connections } = await browser.get("listConnections", { params, query: { state: "revoked" } });
    expect(new Set(connections.map((row) => row.id))).toEqual(new Set([furnished.connection, grant, bearer]));
    const active = await browser.get("listConnections", { params, query: { state: "active" } });
    expect(active.connections.map((row) => row.id)).toEqual([key]);
    // Grants are ended by their epoch: the deny-list that data planes load need not name them.
    const place = { workspaceId: team.workspace.id as WorkspaceId };
    const denied = await dashboard.database.data.inWorkspace(place, (tx) =>
      listRevokedConnections(tx, { serverId: id as ServerId }),
    );
    expect(new Set(denied.map((row) => row.hash))).toEqual(new Set([furnished.connection, bearer]));
    expect((await browser.get("listAccessKeys", { params })).keys.some(({ revokedAt }) => revokedAt === null)).toBe(
      true,
    );
  });

  it("records that the audit log was exported", async () => {
    const answer = await team.owner.browser.call("exportAudit", { params: ofWorkspace(), query: { format: "ndjson" } });
    expect(answer.status).toBe(200);
    expect(await newest()).toMatchObject({ action: "audit.exported", after: { format: "ndjson" } });
  });

  it("tells the data planes what they must know", async () => {
    const rows = await dashboard.database.owner.unscoped((tx) => tx.sql<{ kind: string }[]>`SELECT kind FROM changes`);
    const kinds = new Set(rows.map(({ kind }) => kind));
    for (const kind of [
      "release.published",
      "release.rolled_back",
      "server.stopped",
      "server.resumed",
      "workspace.stopped",
      "workspace.resumed",
      "connection.revoked",
      "connections.revoked_all",
      "access_key.created",
      "access_key.revoked",
      "credential.changed",
      "provider.changed",
    ])
      expect(kinds, kind).toContain(kind);
  });

  it("has a test here", () => {
    const mutations = (Object.keys(routes) as RouteName[]).filter(
      (name) => routes[name].method !== "get" && routes[name].access in permissions && !unchanging.has(name),
    );
    // What checking for drift records is in drift.test.ts, since it needs a host to look at.
    expect(mutations.filter((name) => !covered.has(name))).toEqual(["checkDrift"]);
  });

  it("is none where a route says that it only looks", async () => {
    const bodies = sampleBodies(furnished);
    for (const name of unchanging) {
      const before = await fingerprint();
      const { path }: RouteDefinition = routes[name];
      const named = Array.from(path.matchAll(/:([A-Za-z]+)/g), ([, param = ""]) => [
        param,
        (furnished as unknown as Record<string, string>)[param] ?? "",
      ]);
      const params = { ...Object.fromEntries(named), workspace: team.workspace.id } as never;
      const answer = await team.owner.browser.call(name, { params, body: bodies[name] ?? {} });
      expect([200, 400, 409], `${name}: ${answer.text.slice(0, 300)}`).toContain(answer.status);
      expect(await fingerprint(), name).toEqual(before);
    }
  });

  it("does not happen when it cannot be recorded", async () => {
    const { browser } = team.owner;
    const params = ofWorkspace();
    const before = await browser.get("getWorkspace", { params });
    await dashboard.database.owner.unscoped((tx) => tx.sql`REVOKE INSERT ON config_changes FROM breezeway_control`);
    const answer = await browser.call("updateWorkspace", { params, body: { name: "Unrecorded" } });
    expect(answer.status).toBe(500);
    expect(answer.text).not.toContain("permission");
    expect((await browser.get("getWorkspace", { params })).name).toBe(before.name);
    await dashboard.database.owner.unscoped((tx) => tx.sql`GRANT INSERT ON config_changes TO breezeway_control`);
  });
});
