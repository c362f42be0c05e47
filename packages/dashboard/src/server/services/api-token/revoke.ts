import { revokeApiToken } from "@breezeway/db";
import type { WorkspaceContext } from "../../context.ts";
import { changeWorkspace } from "../change.ts";
import { notFound } from "../refusals.ts";
import { refuseTokens } from "./refuse-tokens.ts";

export const revokeToken = ({
  ctx,
  input,
}: {
  ctx: WorkspaceContext;
  input: { readonly tokenId: string };
}): Promise<void> =>
  changeWorkspace(ctx, async (tx, now) => {
    const revoked = await revokeApiToken(tx, { id: input.tokenId, userId: refuseTokens(ctx), now });
    if (!revoked) throw notFound();
    return {
      result: undefined,
      changes: [
        { kind: "api_token.revoked", subject: revoked.name, before: { token: input.tokenId, prefix: revoked.prefix } },
      ],
    };
  });
