import type { UserId } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { WorkspaceContext } from "../../context.ts";

/** A token neither sees, makes nor revokes tokens: one that leaked cannot prolong its own life. */
export const refuseTokens = ({ actor }: WorkspaceContext): UserId => {
  if (actor.kind === "user") return actor.userId;
  throw new ServiceError("forbidden", { message: "Sign in to the dashboard to manage API tokens." });
};
