import type { getConnection } from "@breezeway/db";
import type { ConnectionRow } from "../../api/activity.ts";

type Stored = NonNullable<Awaited<ReturnType<typeof getConnection>>>;

export const connectionRow = (row: Stored): ConnectionRow => ({
  id: row.hash,
  kind: row.kind,
  client: row.clientName === "" ? null : row.clientName,
  clientVersion: row.clientVersion === "" ? null : row.clientVersion,
  firstSeenAt: row.firstSeenAt.toISOString(),
  lastSeenAt: row.lastSeenAt.toISOString(),
  calls: row.calls,
  readOnly: row.readOnly,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
