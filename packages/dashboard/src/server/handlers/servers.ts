import type { serverRoutes } from "../api/servers.ts";
import { checkSlug } from "../services/server/check-slug.ts";
import { createServer } from "../services/server/create.ts";
import { removeServer } from "../services/server/delete.ts";
import { getServerView } from "../services/server/get.ts";
import { listWorkspaceServers } from "../services/server/list.ts";
import { setServerCredential } from "../services/server/set-credential.ts";
import { resumeServer, stopServer } from "../services/server/stop.ts";
import { updateServerSettings } from "../services/server/update.ts";
import { addSource } from "../services/source/add.ts";
import { applyReimport } from "../services/source/apply-reimport.ts";
import { checkDrift } from "../services/source/check-drift.ts";
import { previewReimport } from "../services/source/preview-reimport.ts";
import { removeSource } from "../services/source/remove.ts";
import { updateServerSource } from "../services/source/update.ts";
import type { HandlersOf } from "./handler.ts";

export const serverHandlers: HandlersOf<typeof serverRoutes> = {
  listServers: ({ ctx }) => listWorkspaceServers({ ctx }),
  createServer: ({ ctx, body }) => createServer({ ctx, input: body }),
  checkSlug: ({ ctx, query }) => checkSlug({ ctx, input: query }),
  getServer: ({ ctx, params }) => getServerView({ ctx, input: params }),
  updateServer: ({ ctx, params, body }) =>
    updateServerSettings({ ctx, input: { server: params.server, settings: body } }),
  setServerCredential: ({ ctx, params, body }) =>
    setServerCredential({ ctx, input: { server: params.server, ...body } }),
  deleteServer: ({ ctx, params, body }) => removeServer({ ctx, input: { server: params.server, ...body } }),
  stopServer: ({ ctx, params, body }) => stopServer({ ctx, input: { server: params.server, ...body } }),
  resumeServer: ({ ctx, params }) => resumeServer({ ctx, input: params }),
  addSource: ({ ctx, params, body }) => addSource({ ctx, input: { server: params.server, settings: body } }),
  updateSource: ({ ctx, params, body }) => updateServerSource({ ctx, input: { ...params, settings: body } }),
  removeSource: ({ ctx, params }) => removeSource({ ctx, input: params }),
  checkDrift: ({ ctx, params }) => checkDrift({ ctx, input: params }),
  previewReimport: ({ ctx, params, body, http }) =>
    previewReimport({ ctx, input: { ...params, ...body, signal: http.signal } }),
  applyReimport: ({ ctx, params, body }) => applyReimport({ ctx, input: { ...params, choice: body } }),
};
