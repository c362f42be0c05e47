import { join, resolve } from "node:path";
import { pid as ownPid } from "node:process";
import { findRunning } from "./postmaster.ts";
import type { ClusterUrls } from "./set-up-database.ts";
import { findOwner, openHolder, urlsOf } from "./set-up-database.ts";

const answerWithinMs = 5_000;

/** The private PostgreSQL of this data directory while another process of ours serves with it; it stays that one's. */
export const findServedCluster = async (input: { readonly dataDir: string }): Promise<ClusterUrls | undefined> => {
  const running = await findRunning(join(resolve(input.dataDir), "postgres"));
  if (!running) return undefined;
  const lane = openHolder(running.socketDirectory, `breezeway task ${ownPid}`, () => undefined);
  const late = setTimeout(() => lane.destroy(), answerWithinMs);
  try {
    return (await findOwner(lane)) === undefined ? undefined : urlsOf(running.socketDirectory);
  } catch {
    // It starts, stops or does not answer: whoever starts the cluster deals with that, and says what is wrong.
    return undefined;
  } finally {
    clearTimeout(late);
    lane.destroy();
  }
};
