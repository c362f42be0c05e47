import type { ServerId } from "@breezeway/core";
import type { SourceRow, WorkspaceTx } from "@breezeway/db";
import { listSources } from "@breezeway/db";
import { notFound } from "../refusals.ts";

export const readSource = async (
  tx: WorkspaceTx,
  input: { readonly serverId: ServerId; readonly sourceId: string },
): Promise<SourceRow> => {
  const source = (await listSources(tx, input.serverId)).find(({ id }) => id === input.sourceId);
  if (!source) throw notFound();
  return source;
};
