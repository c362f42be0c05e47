import { createHash, randomBytes } from "node:crypto";
import { providerId, type ConnectionHash, credentialId, accessKeyId, releaseId } from "@breezeway/core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createTestDatabase, seedWorkspace, type SeededWorkspace, type TestDatabase } from "../testing/index.ts";
import { listAccessKeys, touchAccessKeys } from "./access-keys/list-access-keys.ts";
import { findLastSeq, listChanges } from "./changes/list-changes.ts";
import { ciphertextColumns, listCiphertexts, replaceCiphertext } from "./ciphertexts/ciphertexts.ts";
import { listConnections, listRevokedConnections } from "./connections/list-connections.ts";
import { recordSightings, type Sighting } from "./connections/record-sightings.ts";
import { revokeAllConnections, revokeConnection } from "./connections/revoke-connection.ts";
import { loadCredential, loadProvider } from "./credentials/load-credential.ts";
import { reportRefusedCredential } from "./credentials/report-refused.ts";
import { findLiveServer, listLiveServers } from "./live/find-live-server.ts";
import { insertRelease, replaceDraftRelease, reserveReleaseNumber } from "./releases/insert-release.ts";
import { listReleases, loadRelease } from "./releases/load-release.ts";
import { publishRelease, rollBackRelease } from "./releases/publish-release.ts";
import { spendValue } from "./spent/spend-value.ts";
import { makeOperator } from "./users/make-operator.ts";
import { pruneExpired, purgeDueWorkspaces } from "./upkeep/run-upkeep.ts";

let database: TestDatabase;
let seed: SeededWorkspace;
let other: SeededWorkspace;

beforeAll(async () => {
  database = await createTestDatabase();
  other = await seedWorkspace(database.owner);
});
beforeEach(async () => {
  seed = await seedWorkspace(database.owner);
});
afterAll(async () => {
  await database.close();
});

const newRelease = (text: string) => ({
  serverId: seed.serverId,
  manifest: text,
  contentHash: createHash("sha256").update(text).digest("hex"),
});
const publish = (text: string) =>
  database.control.inWorkspace(seed, async (tx) => {
    const number = await reserveReleaseNumber(tx, seed);
    const id = await insertRelease(tx, { ...newRelease(text), number });
    await publishRelease(tx, { serverId: seed.serverId, releaseId: id });
    return id;
  });
const live = () => database.data.unscoped((tx) => findLiveServer(tx, seed));
const changesSince = (afterSeq: number) => database.data.unscoped((tx) => listChanges(tx, { afterSeq, limit: 100 }));
const lastSeq = () => database.data.unscoped(findLastSeq);

describe("releases", () => {
  it("go live together with the change that tells of it", async () => {
    const before = await lastSeq();
    const id = await publish('{"a":1}');
    expect(await live()).toMatchObject({ releaseId: id, serverId: seed.serverId, stopped: false, epoch: 0 });
    expect(await changesSince(before)).toMatchObject([{ kind: "release.published", payload: { releaseId: id } }]);
    expect(await database.data.inWorkspace(seed, (tx) => loadRelease(tx, { releaseId: id }))).toMatchObject({
      manifest: '{"a":1}',
      number: 2,
    });
  });

  it("leave nothing behind when publishing fails on the way", async () => {
    const before = await lastSeq();
    await expect(
      database.control.inWorkspace(seed, async (tx) => {
        const number = await reserveReleaseNumber(tx, seed);
        const id = await insertRelease(tx, { ...newRelease("{}"), number });
        await publishRelease(tx, { serverId: seed.serverId, releaseId: id });
        throw new Error("power cut");
      }),
    ).rejects.toThrow("power cut");
    expect(await live()).toMatchObject({ releaseId: seed.releaseId });
    expect(await changesSince(before)).toEqual([]);
  });

  it("get numbers without gaps or doubles when two publish at once", async () => {
    await Promise.all(Array.from({ length: 8 }, (_, index) => publish(`{"n":${index}}`)));
    const history = await database.control.inWorkspace(seed, (tx) => listReleases(tx, { ...seed, limit: 20 }));
    expect(history.map((release) => release.number)).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
  });

  it("can be rolled back to, and never to one of another server", async () => {
    await publish("{}");
    const before = await lastSeq();
    const rollBack = (id: typeof seed.releaseId) =>
      database.control.inWorkspace(seed, (tx) => rollBackRelease(tx, { serverId: seed.serverId, releaseId: id }));
    await rollBack(seed.releaseId);
    expect(await live()).toMatchObject({ releaseId: seed.releaseId });
    expect(await changesSince(before)).toMatchObject([{ kind: "release.rolled_back" }]);
    await expect(rollBack(other.releaseId)).rejects.toMatchObject({ code: "not_found" });
    await expect(rollBack(releaseId.create())).rejects.toMatchObject({ code: "not_found" });
  });

  it("cannot be changed once stored, not even by the owner role", async () => {
    await expect(
      database.owner.unscoped(
        ({ sql }) => sql`UPDATE releases SET manifest = '{}' || manifest WHERE id = ${seed.releaseId}`,
      ),
    ).rejects.toThrow("a release is immutable");
  });

  it("keep one draft, which the data plane may read and which cannot go live", async () => {
    const draft = (text: string) =>
      database.control.inWorkspace(seed, (tx) => replaceDraftRelease(tx, { ...newRelease(text), number: 0 }));
    const first = await draft("{}");
    const second = await draft('{"second":true}');
    expect(await live()).toMatchObject({ releaseId: seed.releaseId, draftReleaseId: second });
    const load = (id: typeof first) => database.data.inWorkspace(seed, (tx) => loadRelease(tx, { releaseId: id }));
    expect(await load(first)).toBeUndefined();
    expect(await load(second)).toMatchObject({ manifest: '{"second":true}' });
    await expect(
      database.control.inWorkspace(seed, (tx) => publishRelease(tx, { serverId: seed.serverId, releaseId: second })),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("live servers", () => {
  it("are stopped when their workspace is, and gone when it is to be deleted", async () => {
    const set = (column: string) =>
      database.owner.unscoped(
        ({ sql }) => sql`UPDATE workspaces SET ${sql(column)} = now() WHERE id = ${seed.workspaceId}`,
      );
    await set("stopped_at");
    expect(await live()).toMatchObject({ stopped: true });
    await set("deletion_requested_at");
    expect(await live()).toBeUndefined();
    expect(
      await database.data.unscoped((tx) => listLiveServers(tx, { serverIds: [seed.serverId, other.serverId] })),
    ).toMatchObject([{ serverId: other.serverId }]);
  });
});

const hash = (): ConnectionHash => randomBytes(16).toString("hex") as ConnectionHash;
const sighting = (over: Partial<Sighting> = {}): Sighting => ({
  serverId: seed.serverId,
  hash: hash(),
  kind: "grant",
  clientName: "Example Client",
  clientVersion: "1.0",
  readOnly: false,
  calls: 3,
  seenAtMs: Date.now(),
  ...over,
});
const sight = (...sightings: Sighting[]) => database.data.unscoped((tx) => recordSightings(tx, sightings));

describe("connections", () => {
  it("add up over sightings of all replicas, and those of vanished servers are passed over", async () => {
    const one = sighting();
    await sight(one, sighting({ serverId: "srv_gone" as Sighting["serverId"] }));
    await Promise.all(Array.from({ length: 5 }, () => sight({ ...one, calls: 2, clientVersion: "1.1" }, sighting())));
    const listed = await database.control.inWorkspace(seed, (tx) => listConnections(tx, { ...seed, limit: 10 }));
    expect(listed).toHaveLength(6);
    expect(listed.find((row) => row.hash === one.hash)).toMatchObject({ calls: 13, clientVersion: "1.1" });
  });

  it("are denied once revoked, until their last token must have expired, and never come back", async () => {
    const one = sighting();
    await sight(one);
    const before = await lastSeq();
    const revoke = (pool: "control" | "data", input: { hash: ConnectionHash; deniedUntilMs: number }) =>
      database[pool].inWorkspace(seed, (tx) =>
        revokeConnection(tx, { serverId: seed.serverId, kind: "grant", ...input }),
      );
    await revoke("control", { hash: one.hash, deniedUntilMs: Date.now() + 60_000 });
    const neverSeen = hash();
    await revoke("data", { hash: neverSeen, deniedUntilMs: Date.now() + 60_000 });
    await revoke("data", { hash: hash(), deniedUntilMs: Date.now() - 1 });
    const revoked = () => database.data.inWorkspace(seed, (tx) => listRevokedConnections(tx, seed));
    expect(new Set((await revoked()).map((row) => row.hash))).toEqual(new Set([one.hash, neverSeen]));
    expect((await changesSince(before)).map((change) => change.kind)).toEqual(
      Array.from({ length: 3 }, () => "connection.revoked"),
    );
    await sight(one);
    await database.owner.unscoped(({ sql }) => sql`UPDATE connections SET revoked_at = NULL, denied_until = NULL`);
    expect(await revoked()).toHaveLength(2);
  });

  it("of another workspace cannot be revoked", async () => {
    await expect(
      database.data.inWorkspace(seed, (tx) =>
        revokeConnection(tx, { serverId: other.serverId, kind: "grant", hash: hash(), deniedUntilMs: Date.now() }),
      ),
    ).rejects.toThrow(/row-level security|foreign key/);
    await expect(
      database.control.inWorkspace(seed, (tx) => revokeAllConnections(tx, { serverId: other.serverId })),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  it("all end with a new epoch", async () => {
    expect(await database.control.inWorkspace(seed, (tx) => revokeAllConnections(tx, seed))).toMatchObject({
      epoch: 1,
    });
    expect(await live()).toMatchObject({ epoch: 1 });
  });
});

describe("spent values", () => {
  it("are accepted exactly once of 50 at the same time", async () => {
    const value = createHash("sha256").update(randomBytes(16)).digest();
    const tries = Array.from({ length: 50 }, () =>
      database.data.unscoped((tx) => spendValue(tx, { hash: value, expiresAtMs: Date.now() + 60_000 })),
    );
    expect((await Promise.all(tries)).filter((spentAgoMs) => spentAgoMs === undefined)).toHaveLength(1);
  });

  it("are forgotten some time after they have expired, and not before", async () => {
    const mark = (ageMs: number) =>
      database.data.unscoped((tx) => spendValue(tx, { hash: randomBytes(32), expiresAtMs: Date.now() - ageMs }));
    await pruneExpired(database.control);
    await mark(11 * 60_000);
    await mark(1_000);
    expect(await pruneExpired(database.control)).toBe(1);
  });
});

describe("credentials", () => {
  it("reach the data plane of their own workspace only, as ciphertext", async () => {
    const [credential, provider, secret] = [credentialId.create(), providerId.create(), randomBytes(40)];
    await database.owner.unscoped(async ({ sql }) => {
      await sql`
        INSERT INTO shared_credentials (id, workspace_id, name, kind, secret)
        VALUES (${credential}, ${seed.workspaceId}, 'Key', 'bearer', ${secret})`;
      await sql`
        INSERT INTO oauth_providers (id, workspace_id, preset, name, client_id, settings)
        VALUES (${provider}, ${seed.workspaceId}, 'generic', 'Wiki', 'client', '{"tokenUrl":"https://id.example.test"}')`;
    });
    const load = (scope: SeededWorkspace) =>
      database.data.inWorkspace(scope, (tx) => loadCredential(tx, { credentialId: credential }));
    expect(await load(seed)).toEqual({ id: credential, kind: "bearer", secret, revision: 1 });
    expect(await load(other)).toBeUndefined();
    expect(await database.data.inWorkspace(seed, (tx) => loadProvider(tx, { providerId: provider }))).toMatchObject({
      clientId: "client",
      clientSecret: undefined,
      settings: { tokenUrl: "https://id.example.test" },
    });
    await database.data.inWorkspace(seed, (tx) => reportRefusedCredential(tx, { credentialId: credential }));
    const [row] = await database.control.inWorkspace(
      seed,
      ({ sql }) => sql`SELECT last_refused_at IS NOT NULL AS refused FROM shared_credentials WHERE id = ${credential}`,
    );
    expect(row).toEqual({ refused: true });
  });

  it("are re-encrypted row by row, and a row that changed meanwhile is left alone", async () => {
    const place = ciphertextColumns[0];
    const id = credentialId.create();
    const [old, fresh, newest] = [randomBytes(40), randomBytes(40), randomBytes(40)];
    await database.owner.unscoped(
      ({ sql }) => sql`
        INSERT INTO shared_credentials (id, workspace_id, name, kind, secret)
        VALUES (${id}, ${seed.workspaceId}, 'Key', 'bearer', ${old})`,
    );
    const all = await database.owner.unscoped((tx) => listCiphertexts(tx, { place, afterRowId: "", limit: 1_000 }));
    expect(all.find((row) => row.rowId === id)).toEqual({ rowId: id, workspaceId: seed.workspaceId, ciphertext: old });
    const replace = (expected: Uint8Array, replacement: Uint8Array) =>
      database.owner.unscoped((tx) => replaceCiphertext(tx, { place, rowId: id, expected, replacement }));
    expect(await replace(old, fresh)).toBe(true);
    expect(await replace(old, newest)).toBe(false);
    for (const other of ciphertextColumns)
      // oxlint-disable-next-line no-await-in-loop
      await database.owner.unscoped((tx) => listCiphertexts(tx, { place: other, afterRowId: "", limit: 10 }));
  });
});

describe("access keys", () => {
  it("that are revoked or expired open nothing", async () => {
    const insert = async (state: string): Promise<string> => {
      const id = accessKeyId.create();
      await database.owner.unscoped(({ sql }) =>
        sql.unsafe(
          `INSERT INTO access_keys (id, workspace_id, server_id, name, prefix, key_hash, expires_at, revoked_at, limits)
           VALUES ($1, $2, $3, 'Key', 'bwk_x', $4, ${state}, '{"readOnly":true}')`,
          [id, seed.workspaceId, seed.serverId, randomBytes(32)],
        ),
      );
      return id;
    };
    const good = await insert("NULL, NULL");
    await insert("now() - interval '1 s', NULL");
    await insert("NULL, now()");
    const keys = await database.data.inWorkspace(seed, (tx) => listAccessKeys(tx, seed));
    expect(keys).toMatchObject([{ id: good, limits: { readOnly: true }, expiresAtMs: undefined }]);
    expect(keys[0]?.hash).toMatch(/^[0-9a-f]{64}$/);
    await database.data.unscoped((tx) => touchAccessKeys(tx, [{ id: good, usedAtMs: Date.now() }]));
    const [row] = await database.control.inWorkspace(
      seed,
      ({ sql }) => sql`SELECT last_used_at IS NOT NULL AS used FROM access_keys WHERE id = ${good}`,
    );
    expect(row).toEqual({ used: true });
  });
});

const make = (pool: "owner" | "control", email: string) => database[pool].unscoped((tx) => makeOperator(tx, { email }));

describe("operators", () => {
  it("are made by the owner role, by address", async () => {
    expect(await make("owner", `${seed.userId}@EXAMPLE.test`)).toBe(true);
    expect(await make("owner", `${seed.userId}@example.test`)).toBe(true);
    expect(await make("owner", "nobody@example.test")).toBe(false);
    await expect(make("control", `${other.userId}@example.test`)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("deleting a workspace", () => {
  it("takes everything of it, its audit too, and nothing of another's", async () => {
    const gone = seed;
    await sight(sighting());
    await database.owner.unscoped(async ({ sql }) => {
      await sql`
        INSERT INTO audit_events SELECT now(), 'evt_' || g, ${gone.workspaceId}, ${gone.serverId}, '', '', '', '', 'ok', 200,
          1, 1, 1, 1, 0, 0, '', '', '', '' FROM generate_series(1, 50) g`;
      await sql`UPDATE workspaces SET deletion_due_at = now() WHERE id = ${gone.workspaceId}`;
    });
    for (let isDone = false; !isDone;)
      // oxlint-disable-next-line no-await-in-loop
      isDone = await purgeDueWorkspaces(database.control);
    const tables = await database.owner.unscoped(
      ({ sql }) => sql<{ name: string }[]>`
        SELECT table_name AS name FROM information_schema.columns
        WHERE table_schema = 'breezeway' AND column_name = 'workspace_id' AND table_name <> 'changes'
          AND table_name NOT LIKE 'audit_events_%'`,
    );
    expect(tables.length).toBeGreaterThan(10);
    for (const { name } of tables) {
      // oxlint-disable-next-line no-await-in-loop
      const [row] = await database.owner.unscoped(
        ({ sql }) => sql`SELECT count(*)::int AS n FROM ${sql(name)} WHERE workspace_id = ${gone.workspaceId}`,
      );
      expect(row, name).toEqual({ n: 0 });
    }
    expect(await database.data.unscoped((tx) => findLiveServer(tx, other))).toBeDefined();
  });
});
