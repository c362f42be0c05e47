import { useQuery } from "@tanstack/react-query";
import { useContext } from "react";
import { serversQuery, toolsQuery } from "../api/queries.ts";
import { type Command } from "./match-commands.ts";
import { listCommands } from "./commands.ts";
import { ServerContext, useSession } from "./scope.ts";
import { applyTheme } from "./theme.ts";
import { useResumeServer, useResumeWorkspace } from "./use-resume.ts";
import { useSignOut } from "./use-sign-out.ts";
import { useWorkspaceView } from "./use-workspace-view.ts";

/** The commands of the page that is open. */
export const useCommands = (slug: string | undefined): Command[] => {
  const session = useSession();
  const workspace = useWorkspaceView(slug);
  const server = useContext(ServerContext);
  const scope = { workspace: slug ?? "", server: server?.slug ?? "" };
  const servers = useQuery({ ...serversQuery(scope.workspace), enabled: slug !== undefined });
  const tools = useQuery({ ...toolsQuery(scope), enabled: server !== undefined });
  const resumeWorkspace = useResumeWorkspace(scope.workspace);
  const resumeServer = useResumeServer(scope);
  const signOut = useSignOut();
  return listCommands({
    session,
    workspace,
    servers: servers.data?.servers ?? [],
    server,
    tools: tools.data?.tools ?? [],
    deeds: {
      resumeWorkspace: () => resumeWorkspace.run(),
      resumeServer: () => resumeServer.run(),
      chooseTheme: applyTheme,
      signOut: () => signOut.run(),
    },
  });
};
