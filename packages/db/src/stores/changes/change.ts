import { jsonObject, serverId, workspaceId } from "@breezeway/core";
import { z } from "zod";

/** What running data planes are told. */
export const changeKinds = [
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
  "limits.changed",
] as const;
export type ChangeKind = (typeof changeKinds)[number];

export const change = z.object({
  /** Grows in the order of commits. */
  seq: z.number().int(),
  workspaceId: workspaceId.schema,
  /** Absent where the change is about the whole workspace. */
  serverId: serverId.schema.nullable().transform((id) => id ?? undefined),
  /** A newer control plane may send kinds that this code does not know: treat those as "load the server anew". */
  kind: z.string(),
  payload: jsonObject,
});
export type Change = z.infer<typeof change>;
