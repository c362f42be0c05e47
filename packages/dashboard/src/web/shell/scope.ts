import { createContext, useContext } from "react";
import type { SessionView } from "../../server/api/account.ts";
import type { Permission } from "../../server/api/permissions.ts";
import type { ServerView } from "../../server/api/servers.ts";
import type { WorkspaceView } from "../../server/api/workspaces.ts";
import type { ServerScope } from "../api/queries.ts";

export type SignedIn = SessionView & { account: NonNullable<SessionView["account"]> };

export const SessionContext = createContext<SignedIn | undefined>(undefined);
export const WorkspaceContext = createContext<WorkspaceView | undefined>(undefined);
export const ServerContext = createContext<ServerView | undefined>(undefined);

const present = <Value>(value: Value | undefined, what: string): Value => {
  if (value === undefined) throw new Error(`${what} is read outside of its pages.`);
  return value;
};

export const useSession = (): SignedIn => present(useContext(SessionContext), "The session");
export const useWorkspace = (): WorkspaceView => present(useContext(WorkspaceContext), "The workspace");
export const useServer = (): ServerView => present(useContext(ServerContext), "The server");

/** Address parts for the API: slugs, as in the browser's address. */
export const useServerScope = (): ServerScope => ({ workspace: useWorkspace().slug, server: useServer().slug });

export const useCan = (): ((permission: Permission) => boolean) => {
  const { permissions } = useWorkspace();
  return (permission) => permissions.includes(permission);
};
