import { queryOptions } from "@tanstack/react-query";
import { api, read, setCsrfToken } from "./client.ts";
import { sessionGuard } from "./session-guard.ts";

export interface ServerScope {
  workspace: string;
  server: string;
}

const inWorkspace = (workspace: string) => ({ param: { workspace } });
const inServer = ({ workspace, server }: ServerScope) => ({ param: { workspace, server } });
const workspaceApi = api.workspaces[":workspace"];
const serverApi = workspaceApi.servers[":server"];

export const keys = {
  session: ["session"],
  workspace: (workspace: string) => ["workspace", workspace],
  servers: (workspace: string) => ["workspace", workspace, "servers"],
  server: ({ workspace, server }: ServerScope) => ["workspace", workspace, "server", server],
};

export const sessionQuery = queryOptions({
  queryKey: keys.session,
  staleTime: 60_000,
  refetchOnWindowFocus: "always",
  /** Answers with the session of the page's owner; while it is somebody else's, what was known stays. */
  queryFn: async () => {
    for (;;) {
      const session = await read(api.session.$get());
      setCsrfToken(session.csrfToken);
      if (sessionGuard.learn(session) || !(await sessionGuard.whenClear("read"))) return session;
    }
  },
});

export const workspaceQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "view"],
    queryFn: () => read(workspaceApi.$get(inWorkspace(workspace))),
  });

export const serversQuery = (workspace: string) =>
  queryOptions({
    queryKey: keys.servers(workspace),
    queryFn: () => read(workspaceApi.servers.$get(inWorkspace(workspace))),
  });

export const serverQuery = (scope: ServerScope) =>
  queryOptions({ queryKey: [...keys.server(scope), "view"], queryFn: () => read(serverApi.$get(inServer(scope))) });

export const toolsQuery = (scope: ServerScope) =>
  queryOptions({
    queryKey: [...keys.server(scope), "tools"],
    queryFn: () => read(serverApi.tools.$get(inServer(scope))),
  });

export const toolQuery = (scope: ServerScope, tool: { sourceId: string; key: string }) =>
  queryOptions({
    queryKey: [...keys.server(scope), "tool", tool.sourceId, tool.key],
    queryFn: () => read(serverApi.tool.$get({ ...inServer(scope), query: tool })),
  });

export const lastToolChangeQuery = (scope: ServerScope) =>
  queryOptions({
    queryKey: [...keys.server(scope), "last-tool-change"],
    queryFn: () => read(serverApi.tools["last-change"].$get(inServer(scope))),
  });

export const draftQuery = (scope: ServerScope) =>
  queryOptions({
    queryKey: [...keys.server(scope), "draft"],
    queryFn: () => read(serverApi.draft.$get(inServer(scope))),
  });

export const releasesQuery = (scope: ServerScope) =>
  queryOptions({
    queryKey: [...keys.server(scope), "releases"],
    queryFn: () => read(serverApi.releases.$get(inServer(scope))),
  });

export const compareQuery = (scope: ServerScope, releaseId: string) =>
  queryOptions({
    queryKey: [...keys.server(scope), "compare", releaseId],
    queryFn: () =>
      read(serverApi.releases[":releaseId"].changes.$get({ param: { ...inServer(scope).param, releaseId } })),
  });

export const connectQuery = (scope: ServerScope) =>
  queryOptions({
    queryKey: [...keys.server(scope), "connect"],
    queryFn: () => read(serverApi.connect.$get(inServer(scope))),
  });

export const accessKeysQuery = (scope: ServerScope) =>
  queryOptions({
    queryKey: [...keys.server(scope), "access-keys"],
    queryFn: () => read(serverApi["access-keys"].$get(inServer(scope))),
  });

export const presetsQuery = queryOptions({
  queryKey: ["presets"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => read(api.presets.$get()),
});

export const providersQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "providers"],
    queryFn: () => read(workspaceApi.providers.$get(inWorkspace(workspace))),
  });

export const credentialsQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "credentials"],
    queryFn: () => read(workspaceApi.credentials.$get(inWorkspace(workspace))),
  });

export const apiTokensQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "api-tokens"],
    queryFn: () => read(workspaceApi["api-tokens"].$get(inWorkspace(workspace))),
  });

export const membersQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "members"],
    queryFn: () => read(workspaceApi.members.$get(inWorkspace(workspace))),
  });

export const invitationsQuery = (workspace: string) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "invitations"],
    queryFn: () => read(workspaceApi.invitations.$get(inWorkspace(workspace))),
  });

export const rolesQuery = queryOptions({
  queryKey: ["roles"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: () => read(api.roles.$get()),
});

export const sessionsQuery = queryOptions({
  queryKey: ["account", "sessions"],
  queryFn: () => read(api.account.sessions.$get()),
});

export const activityQuery = (workspace: string, range: "1h" | "24h" | "7d" | "30d", server: string | undefined) =>
  queryOptions({
    queryKey: [...keys.workspace(workspace), "activity", range, server],
    refetchInterval: range === "1h" ? 15_000 : 60_000,
    queryFn: () =>
      read(
        workspaceApi.activity.$get({
          ...inWorkspace(workspace),
          query: { range, ...(server !== undefined && { server }) },
        }),
      ),
  });

export const operatorActivityQuery = (range: "1h" | "24h" | "7d" | "30d") =>
  queryOptions({
    queryKey: ["operator", "activity", range],
    queryFn: () => read(api.operator.activity.$get({ query: { range } })),
  });
