import { slugSchema } from "@breezeway/core";
import { getServer } from "@breezeway/db";
import type { RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";

export const checkSlug = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly slug: string };
}): Promise<RouteOutput<"checkSlug">> => {
  const parsed = slugSchema.safeParse(input.slug);
  if (!parsed.success)
    return { available: false, reason: parsed.error.issues[0]?.message ?? "Not an address.", suggestion: null };
  const { data: slug } = parsed;
  return ctx.deps.database.inWorkspace({ workspaceId: ctx.workspace.id }, async (tx) => {
    if (!(await getServer(tx, slug))) return { available: true, reason: null, suggestion: null };
    for (let number = 2; number < 100; number += 1) {
      const suggestion = `${slug.slice(0, 36)}-${number}`;
      if (!(await getServer(tx, suggestion)))
        return { available: false, reason: "Another server has this address.", suggestion };
    }
    return { available: false, reason: "Another server has this address.", suggestion: null };
  });
};
