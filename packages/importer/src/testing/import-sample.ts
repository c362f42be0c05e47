import { existsSync } from "node:fs";
import path from "node:path";
import type { GeneratedTool, JsonObject } from "@breezeway/core";
import { importDocument } from "../import-document.ts";
import type { ImportOptions } from "../import-options.ts";
import type { ImportResult } from "../import-result.ts";

/** Imports a document written down in a test. */
export const importSample = (document: object | string, options: ImportOptions = {}): Promise<ImportResult> =>
  importDocument({
    input: { kind: "bytes", bytes: Buffer.from(typeof document === "string" ? document : JSON.stringify(document)) },
    loader: {},
    options,
  });

/** An OpenAPI 3.1 document of one path. */
export const documentOf = (paths: JsonObject, components: JsonObject = {}): JsonObject => ({
  openapi: "3.1.0",
  info: { title: "Sample", version: "1" },
  servers: [{ url: "https://api.acme.test" }],
  paths,
  components,
});

/** The tool that an operation with these parameters or this body becomes. */
export const toolOf = async (operation: JsonObject, place = "post /things"): Promise<GeneratedTool> => {
  const [method = "post", at = "/things"] = place.split(" ");
  const result = await importSample(documentOf({ [at]: { [method]: { operationId: "sample_thing", ...operation } } }));
  const [tool] = result.tools;
  if (tool === undefined) throw new Error(`No tool: ${JSON.stringify(result.refused)}`);
  return tool;
};

/** Where real documents lie, if they do. */
export const specsFolder = (): string | undefined => {
  // oxlint-disable-next-line node/no-process-env -- tests only
  const folder = process.env["BREEZEWAY_SPECS"] ?? path.resolve(import.meta.dirname, "../../../../../shared/specs");
  return existsSync(folder) ? folder : undefined;
};

export const noSpecs = "real documents are not present (BREEZEWAY_SPECS)";
