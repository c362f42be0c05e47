export { databaseRoles, openDatabase, PrivilegedLoginError } from "./database/open-database.ts";
export type { DatabaseRole, OpenDatabaseOptions } from "./database/open-database.ts";
export type {
  AnyTx,
  Database,
  Listener,
  TransactionOptions,
  UnscopedTx,
  UserTx,
  WorkspaceTx,
} from "./database/scope.ts";
export { readSqlState } from "./database/database-error.ts";
export { migrate } from "./migrate/migrate.ts";
export type { MigrateOptions, MigrateResult } from "./migrate/migrate.ts";
export { MigrationError } from "./migrate/check-applied.ts";
