import type { toolRoutes } from "../api/tools.ts";
import { editTools } from "../services/tool/edit.ts";
import { getTool } from "../services/tool/get.ts";
import { listServerTools } from "../services/tool/list.ts";
import { selectServerTools } from "../services/tool/select.ts";
import { getLastToolChange, undoToolChange } from "../services/tool/undo.ts";
import type { HandlersOf } from "./handler.ts";

export const toolHandlers: HandlersOf<typeof toolRoutes> = {
  listTools: ({ ctx, params }) => listServerTools({ ctx, input: params }),
  getTool: ({ ctx, params, query }) => getTool({ ctx, input: { server: params.server, ref: query } }),
  editTools: ({ ctx, params, body }) =>
    editTools({ ctx, input: { server: params.server, chooseEdits: async () => body.edits } }),
  getLastToolChange: ({ ctx, params }) => getLastToolChange({ ctx, input: params }),
  undoToolChange: ({ ctx, params, body }) => undoToolChange({ ctx, input: { server: params.server, ...body } }),
  selectTools: ({ ctx, params, body }) => selectServerTools({ ctx, input: { server: params.server, ...body } }),
};
