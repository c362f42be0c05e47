import type { AnyTx } from "../../database/scope.ts";

export interface DatabaseFacts {
  /** E.g. `18.4`. */
  readonly version: string;
  readonly migrations: number;
  /** The database's clock. */
  readonly now: Date;
}

/** What `breezeway doctor` tells of the database; the owner role alone sees the migrations. */
export const readDatabaseFacts = async (tx: AnyTx): Promise<DatabaseFacts> => {
  const [row] = await tx.sql<DatabaseFacts[]>`
    SELECT current_setting('server_version') AS version, now() AS now,
           (SELECT count(*)::int FROM schema_migrations) AS migrations`;
  if (row === undefined) throw new Error("The database did not answer.");
  return row;
};
