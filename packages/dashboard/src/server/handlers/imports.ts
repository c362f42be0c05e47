import type { importRoutes } from "../api/imports.ts";
import { listPresets } from "../services/import/presets.ts";
import { previewImport } from "../services/import/preview.ts";
import type { HandlersOf } from "./handler.ts";

export const importHandlers: HandlersOf<typeof importRoutes> = {
  listPresets: ({ ctx }) => listPresets({ ctx }),
  previewImport: ({ ctx, body, http }) => previewImport({ ctx, input: { ...body, signal: http.signal } }),
};
