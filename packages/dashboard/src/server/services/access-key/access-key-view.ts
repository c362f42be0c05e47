import type { AccessKeyRow } from "@breezeway/db";
import type { AccessKeyView } from "../../api/credentials.ts";

export const accessKeyView = (row: AccessKeyRow): AccessKeyView => ({
  id: row.id,
  name: row.name,
  prefix: row.prefix,
  createdAt: row.createdAt.toISOString(),
  createdBy: row.createdBy,
  expiresAt: row.expiresAt?.toISOString() ?? null,
  lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
  revokedAt: row.revokedAt?.toISOString() ?? null,
});
