import {
  defaultPolicy,
  releaseId,
  serverId,
  sourceId,
  userId,
  workspaceId,
  type ReleaseId,
  type ServerId,
  type UserId,
  type WorkspaceId,
} from "@breezeway/core";
import type { Database } from "../database/scope.ts";

export interface SeededWorkspace {
  readonly userId: UserId;
  readonly workspaceId: WorkspaceId;
  readonly workspaceSlug: string;
  readonly serverId: ServerId;
  readonly serverSlug: string;
  readonly releaseId: ReleaseId;
}

let seeds = 0;

/** A user who owns a workspace with one server that has one live release. Needs a database in the owner role. */
export const seedWorkspace = async (owner: Database): Promise<SeededWorkspace> => {
  seeds += 1;
  const seed: SeededWorkspace = {
    userId: userId.create(),
    workspaceId: workspaceId.create(),
    workspaceSlug: `team-${seeds}-${workspaceId.create().slice(3, 11)}`,
    serverId: serverId.create(),
    serverSlug: "wiki",
    releaseId: releaseId.create(),
  };
  const source = sourceId.create();
  const documentHash = "0".repeat(64);
  await owner.unscoped(async ({ sql }) => {
    await sql`INSERT INTO users (id, email) VALUES (${seed.userId}, ${`${seed.userId}@example.test`})`;
    await sql`INSERT INTO user_secrets (user_id, password_hash) VALUES (${seed.userId}, 'not-a-hash')`;
    await sql`INSERT INTO workspaces (id, slug, name) VALUES (${seed.workspaceId}, ${seed.workspaceSlug}, 'Team')`;
    await sql`INSERT INTO memberships (workspace_id, user_id, role) VALUES (${seed.workspaceId}, ${seed.userId}, 'owner')`;
    await sql`
      INSERT INTO servers (id, workspace_id, slug, name, credential, access, policy)
      VALUES (${seed.serverId}, ${seed.workspaceId}, ${seed.serverSlug}, 'Wiki', '{"mode":"passthrough"}', 'credential',
              ${JSON.stringify(defaultPolicy)}::text::jsonb)`;
    await sql`
      INSERT INTO documents (workspace_id, hash, bytes, encoding, body)
      VALUES (${seed.workspaceId}, ${documentHash}, 2, 'identity', '{}')`;
    await sql`
      INSERT INTO sources (id, workspace_id, server_id, title, kind, document_hash, base_url)
      VALUES (${source}, ${seed.workspaceId}, ${seed.serverId}, 'Wiki', 'upload', ${documentHash}, 'https://wiki.example.test')`;
    await sql`
      INSERT INTO tools (workspace_id, source_id, key, position, tool)
      VALUES (${seed.workspaceId}, ${source}, 'getPage', 0, '{}')`;
    await sql`
      INSERT INTO tool_overrides (workspace_id, source_id, key, override)
      VALUES (${seed.workspaceId}, ${source}, 'getPage', '{}')`;
    await sql`
      INSERT INTO releases (id, workspace_id, server_id, number, manifest, content_hash)
      VALUES (${seed.releaseId}, ${seed.workspaceId}, ${seed.serverId}, 1, '{}', ${"a".repeat(64)})`;
    await sql`UPDATE servers SET live_release_id = ${seed.releaseId}, release_count = 1 WHERE id = ${seed.serverId}`;
  });
  return seed;
};
