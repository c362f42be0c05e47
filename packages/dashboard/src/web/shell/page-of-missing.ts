import type { ServerView } from "../../server/api/servers.ts";
import type { ServerPage } from "./paths.ts";

/** Where what a server lacks is set up. */
export const pageOfMissing: Record<ServerView["missing"][number]["what"], ServerPage> = {
  provider: "sign-in",
  credential: "sign-in",
  tools: "tools",
  base_url: "documents",
  variable: "documents",
};
