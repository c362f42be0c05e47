import { releaseId, serverId, workspaceId } from "@breezeway/core";
import { z } from "zod";

export const liveServerRow = z.object({
  workspaceId: workspaceId.schema,
  serverId: serverId.schema,
  /** Absent while nothing is published. */
  releaseId: releaseId.schema.nullable().transform((id) => id ?? undefined),
  /** Release that its owner is trying out. */
  draftReleaseId: releaseId.schema.nullable().transform((id) => id ?? undefined),
  /** Grants of an older epoch are revoked. */
  epoch: z.number().int(),
  /** Emergency stop of the server or of its workspace. */
  stopped: z.boolean(),
});
export type LiveServerRow = z.infer<typeof liveServerRow>;
