import type { ToolOverride } from "@breezeway/core";
import { ServiceError } from "@breezeway/core";
import type { SourceRow, WorkspaceTx } from "@breezeway/db";
import { listOverrides, loadToolsText } from "@breezeway/db";
import type { ReimportCall } from "../../import/document-importer.ts";
import { notFound } from "../refusals.ts";

/** What a new import of a source is compared with. The tools stay text: this thread never parses them. */
export const readStoredImport = async (tx: WorkspaceTx, source: SourceRow): Promise<ReimportCall["before"]> => {
  const text = await loadToolsText(tx, source.id);
  if (!text) throw notFound();
  return { version: text.importVersion, tools: text.tools, overrides: await readEdits(tx, source) };
};

/** A comparison holds for the very tools and edits that it was made with. */
export const checkSameImport = async (
  tx: WorkspaceTx,
  source: SourceRow & { readonly importVersion: string },
  compared: ReimportCall["before"],
): Promise<void> => {
  const isSame =
    source.importVersion === compared.version &&
    JSON.stringify(await readEdits(tx, source)) === JSON.stringify(compared.overrides);
  if (!isSame)
    throw new ServiceError("conflict", {
      message: "The tools were changed while the document was being compared. Look at the changes again.",
    });
};

/** By key, in one order. */
const readEdits = async (tx: WorkspaceTx, source: SourceRow): Promise<Record<string, ToolOverride>> => {
  const overrides = (await listOverrides(tx, source.serverId)).filter(({ sourceId }) => sourceId === source.id);
  return Object.fromEntries(
    overrides.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ key, override }) => [key, override]),
  );
};
