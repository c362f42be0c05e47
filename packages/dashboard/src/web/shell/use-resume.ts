import { api, read } from "../api/client.ts";
import { keys, type ServerScope } from "../api/queries.ts";
import { useAction } from "../api/use-action.ts";
import { text } from "../text/en.ts";

/** Ends the emergency stop of a workspace. */
export const useResumeWorkspace = (workspace: string) =>
  useAction(() => read(api.workspaces[":workspace"].resume.$post({ param: { workspace } })), {
    stale: [keys.workspace(workspace), keys.session],
    done: text.workspaces.resumed,
  });

/** Ends the emergency stop of a server. */
export const useResumeServer = (scope: ServerScope) =>
  useAction(() => read(api.workspaces[":workspace"].servers[":server"].resume.$post({ param: scope })), {
    stale: [keys.workspace(scope.workspace)],
    done: text.server.resumed,
  });
