import { accountHandlers } from "./account.ts";
import { workspaceHandlers } from "./workspaces.ts";
import type { routes } from "../api/routes.ts";
import type { HandlersOf } from "./handler.ts";

/** The handler of every route: a route without one does not compile. */
export const handlers: Partial<HandlersOf<typeof routes>> = {
  ...accountHandlers,
  ...workspaceHandlers,
};
