import { randomBytes } from "node:crypto";
import { hashToken, newToken, ServiceError } from "@breezeway/core";
import { insertApiToken, listApiTokens } from "@breezeway/db";
import { isAllowed } from "../../api/permissions.ts";
import type { RouteBody, RouteOutput } from "../../api/routes.ts";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { checkRoom } from "../limits.ts";
import { refuseTokens } from "./refuse-tokens.ts";

const dayMs = 24 * 3_600_000;
const shownCharacters = 10;

/** The secret is in this answer and nowhere else: only its hash is stored. */
export const createToken = async ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: RouteBody<"createApiToken">;
}): Promise<RouteOutput<"createApiToken">> => {
  const userId = refuseTokens(ctx);
  const beyond = input.scopes.find((scope) => !isAllowed(ctx.workspace.role, scope));
  if (beyond !== undefined)
    throw new ServiceError("forbidden", { message: `Your role does not hold ${beyond}.`, at: "scopes" });
  return changeWorkspace(ctx, async (tx, now) => {
    const tokens = await listApiTokens(tx, userId);
    checkRoom("apiTokens", tokens.filter(({ revokedAt }) => revokedAt === null).length);
    const secret = newToken("bwa").reveal();
    const id = `tok_${randomBytes(13).toString("hex")}`;
    const prefix = secret.slice(0, shownCharacters);
    const expiresAt = new Date(now.getTime() + input.expiresInDays * dayMs);
    const scopes = [...new Set(input.scopes)];
    await insertApiToken(tx, {
      id,
      userId,
      name: input.name,
      prefix,
      tokenHash: hashToken(secret),
      scopes,
      now,
      expiresAt,
    });
    return {
      result: {
        token: {
          id,
          name: input.name,
          prefix,
          scopes,
          createdAt: now.toISOString(),
          expiresAt: expiresAt.toISOString(),
          lastUsedAt: null,
          revokedAt: null,
        },
        secret,
      },
      changes: [
        {
          kind: "api_token.created",
          subject: input.name,
          after: { token: id, prefix, scopes, expiresAt: expiresAt.toISOString() },
        },
      ],
    };
  });
};
