import type { Routes } from "../api/routes.ts";
import { accountHandlers } from "./account.ts";
import { activityHandlers } from "./activity.ts";
import { credentialHandlers } from "./credentials.ts";
import { apiTokenHandlers } from "./api-tokens.ts";
import type { HandlersOf } from "./handler.ts";
import { importHandlers } from "./imports.ts";
import { releaseHandlers } from "./releases.ts";
import { serverHandlers } from "./servers.ts";
import { toolHandlers } from "./tools.ts";
import { workspaceHandlers } from "./workspaces.ts";

/** The handler of every route: a route without one does not compile. */
export const handlers: HandlersOf<Routes> = {
  ...accountHandlers,
  ...workspaceHandlers,
  ...importHandlers,
  ...serverHandlers,
  ...toolHandlers,
  ...releaseHandlers,
  ...credentialHandlers,
  ...apiTokenHandlers,
  ...activityHandlers,
};
