import { sql } from "drizzle-orm";
import { sources } from "../../schema/servers.ts";

/** Names one import of a source; what it made never changes. */
export const importVersionSql = sql<string>`${sources.documentHash} || ' ' || ${sources.importedAt}::text`;
