import { useQuery } from "@tanstack/react-query";
import type { Permission } from "../../server/api/permissions.ts";
import { workspaceQuery } from "../api/queries.ts";

/** The workspace around a page, on pages of the account too; `undefined` while it is not known. */
export const useWorkspaceView = (slug: string | undefined) =>
  useQuery({ ...workspaceQuery(slug ?? ""), enabled: slug !== undefined }).data;

/** What the viewer may do in it; nothing until that is known. */
export const useCanIn = (slug: string | undefined): ((permission: Permission) => boolean) => {
  const workspace = useWorkspaceView(slug);
  return (permission) => workspace?.permissions.includes(permission) ?? false;
};
