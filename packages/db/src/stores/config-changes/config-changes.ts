import type { ConfigChangeId, JsonObject, ServerId, UserId } from "@breezeway/core";
import { configChangeId } from "@breezeway/core";
import { and, desc, eq, sql } from "drizzle-orm";
import type { WorkspaceTx } from "../../database/scope.ts";
import { users } from "../../schema/people.ts";
import { configChanges } from "../../schema/workspaces.ts";

export interface ConfigChange {
  /** Where something else names the record. */
  readonly id?: ConfigChangeId;
  /** What was done, e.g. `server.published`. */
  readonly kind: string;
  /** What it was done to, as it was called then. */
  readonly subject: string;
  readonly serverId?: ServerId;
  /** Only what changed; never a secret. */
  readonly before?: JsonObject;
  readonly after?: JsonObject;
}

/** Written in the transaction of the change itself: without the record there is no change. */
export const insertConfigChange = async (
  tx: WorkspaceTx,
  input: ConfigChange & {
    readonly actorId: UserId | null;
    readonly actorKind: "user" | "api_token" | "system";
    readonly now: Date;
  },
): Promise<void> => {
  await tx.orm.insert(configChanges).values({
    id: input.id ?? configChangeId.create(),
    workspaceId: tx.workspaceId,
    serverId: input.serverId ?? null,
    actorId: input.actorId,
    actorKind: input.actorKind,
    kind: input.kind,
    subject: input.subject,
    before: input.before ?? null,
    after: input.after ?? null,
    at: input.now,
  });
};

export const listConfigChanges = (
  tx: WorkspaceTx,
  input: {
    readonly limit: number;
    readonly before?: { readonly at: string; readonly id: string };
    readonly serverId?: string;
    readonly actorId?: string;
    readonly kind?: string;
  },
) =>
  tx.orm
    .select({
      change: configChanges,
      actorName: users.displayName,
      /** Microseconds and all, for the keyset. */
      exactAt: sql<string>`to_char(${configChanges.at}, 'YYYY-MM-DD"T"HH24:MI:SS.USOF')`,
    })
    .from(configChanges)
    .leftJoin(users, eq(users.id, configChanges.actorId))
    .where(
      and(
        eq(configChanges.workspaceId, tx.workspaceId),
        input.serverId === undefined ? undefined : eq(configChanges.serverId, input.serverId),
        input.actorId === undefined ? undefined : eq(configChanges.actorId, input.actorId),
        input.kind === undefined ? undefined : eq(configChanges.kind, input.kind),
        input.before === undefined
          ? undefined
          : sql`(${configChanges.at}, ${configChanges.id}) < (${input.before.at}::timestamptz, ${input.before.id})`,
      ),
    )
    .orderBy(desc(configChanges.at), desc(configChanges.id))
    .limit(input.limit);
