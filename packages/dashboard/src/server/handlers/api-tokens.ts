import type { apiTokenRoutes } from "../api/api-tokens.ts";
import { createToken } from "../services/api-token/create.ts";
import { listOwnTokens } from "../services/api-token/list.ts";
import { revokeToken } from "../services/api-token/revoke.ts";
import type { HandlersOf } from "./handler.ts";

export const apiTokenHandlers: HandlersOf<typeof apiTokenRoutes> = {
  listApiTokens: ({ ctx }) => listOwnTokens({ ctx }),
  createApiToken: ({ ctx, body }) => createToken({ ctx, input: body }),
  revokeApiToken: ({ ctx, params }) => revokeToken({ ctx, input: params }),
};
