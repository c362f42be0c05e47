import type { ServerRow, WorkspaceTx } from "@breezeway/db";
import { getServer } from "@breezeway/db";
import { notFound } from "../refusals.ts";

/** A server of the transaction's workspace, by id or slug. */
export const readServer = async (
  tx: WorkspaceTx,
  ref: string,
  options?: { readonly lock?: boolean },
): Promise<ServerRow> => {
  const server = await getServer(tx, ref, options);
  if (!server) throw notFound();
  return server;
};
