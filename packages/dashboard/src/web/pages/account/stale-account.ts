import { keys } from "../../api/queries.ts";

/** What a change of the account makes stale: the session's view of it, its sessions and its log. */
export const staleAccount = [keys.session, ["account"]];
