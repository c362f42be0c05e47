import { listAccountChanges } from "@breezeway/db";
import { z } from "zod";
import type { RouteOutput, RouteQuery } from "../../api/routes.ts";
import type { AccountContext } from "../../context.ts";
import { decodeCursor, encodeCursor } from "../cursor.ts";
import { accountChangeText } from "./account-change-text.ts";

const position = z.object({ at: z.string().max(40), id: z.string().max(60) });

export const listOwnChanges = async ({
  ctx,
  input,
}: {
  ctx: AccountContext;
  input: RouteQuery<"listAccountChanges">;
}): Promise<RouteOutput<"listAccountChanges">> => {
  const before = input.cursor === undefined ? undefined : decodeCursor(position, input.cursor);
  const rows = await ctx.deps.database.asUser({ userId: ctx.actor.userId }, (tx) =>
    listAccountChanges(tx, { limit: input.limit + 1, ...(before && { before }) }),
  );
  const page = rows.slice(0, input.limit);
  const last = page.at(-1);
  return {
    changes: page.map(({ change }) => ({
      id: change.id,
      at: change.at.toISOString(),
      action: change.kind,
      text: accountChangeText(change.kind),
      before: change.before,
      after: change.after,
    })),
    nextCursor: rows.length > input.limit && last ? encodeCursor({ at: last.exactAt, id: last.change.id }) : null,
  };
};
