import type { Slug, WorkspaceId } from "@breezeway/core";
import { ServiceError, workspaceId } from "@breezeway/core";
import { insertMember, insertWorkspace, listMemberWorkspaces } from "@breezeway/db";
import type { WorkspaceView } from "../../api/workspaces.ts";
import type { Actor, PublicContext } from "../../context.ts";
import { changeIn } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { readWorkspaceView } from "./workspace-view.ts";

/** Addresses of our own that a workspace's slug would be mistaken for. */
const reservedSlugs: ReadonlySet<string> = new Set(["api", "oauth", "mcp", "admin", "assets", "static", "breezeway"]);

export const createWorkspace = async ({
  ctx,
  input,
}: {
  ctx: PublicContext & { readonly actor: Extract<Actor, { kind: "user" }> };
  input: { readonly name: string; readonly slug: Slug };
}): Promise<WorkspaceView> => {
  const { userId } = ctx.actor;
  checkRoom("workspaces", (await ctx.deps.database.asUser({ userId }, listMemberWorkspaces)).length);
  const id: WorkspaceId = workspaceId.create();
  return changeIn({
    ctx,
    workspaceId: id,
    actor: ctx.actor,
    run: async (tx, now) => {
      if (reservedSlugs.has(input.slug) || !(await insertWorkspace(tx, { ...input, now }))) throw slugTaken();
      await insertMember(tx, { userId, role: "owner", now });
      return {
        result: await readWorkspaceView(tx, "owner"),
        changes: [{ kind: "workspace.created", subject: input.name, after: { name: input.name, slug: input.slug } }],
      };
    },
  });
};

export const slugTaken = (): ServiceError =>
  new ServiceError("conflict", { message: "This address is taken. Choose another.", at: "slug" });
