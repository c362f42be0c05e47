import type { releaseRoutes } from "../api/releases.ts";
import { getConnect, getPublicConnect } from "../services/release/connect.ts";
import { discardDraft } from "../services/release/discard-draft.ts";
import { getDraft } from "../services/release/get-draft.ts";
import { compareWithLive, listServerReleases } from "../services/release/list.ts";
import { publishServer } from "../services/release/publish.ts";
import { rollbackServer } from "../services/release/rollback.ts";
import { tryDraft } from "../services/release/try-draft.ts";
import type { HandlersOf } from "./handler.ts";

export const releaseHandlers: HandlersOf<typeof releaseRoutes> = {
  getDraft: ({ ctx, params }) => getDraft({ ctx, input: params }),
  tryDraft: ({ ctx, params, body }) => tryDraft({ ctx, input: { server: params.server, ...body } }),
  discardDraft: ({ ctx, params, body }) => discardDraft({ ctx, input: { server: params.server, ...body } }),
  publish: ({ ctx, params, body }) => publishServer({ ctx, input: { server: params.server, ...body } }),
  listReleases: ({ ctx, params }) => listServerReleases({ ctx, input: params }),
  compareReleases: ({ ctx, params }) => compareWithLive({ ctx, input: params }),
  rollback: ({ ctx, params, body }) => rollbackServer({ ctx, input: { server: params.server, ...body } }),
  getConnect: ({ ctx, params }) => getConnect({ ctx, input: params }),
  getPublicConnect: ({ ctx, params }) => getPublicConnect({ ctx, input: params }),
};
