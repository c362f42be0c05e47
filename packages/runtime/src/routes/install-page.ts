import type { Context } from "hono";
import type { LiveServers } from "../live/live-servers.ts";

export const createInstallPage =
  (_deps: { readonly live: Pick<LiveServers, "find"> }) =>
  (_c: Context): Promise<Response | undefined> =>
    Promise.resolve(undefined);
