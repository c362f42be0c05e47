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
export { createChangeFeed } from "./feed/change-feed.ts";
export type { ChangeFeed, ChangeFeedOptions } from "./feed/change-feed.ts";
export { startUpkeep } from "./upkeep/start-upkeep.ts";
export type { Upkeep, UpkeepOptions } from "./upkeep/start-upkeep.ts";
export { keepAuditTrail, pruneExpired, purgeDueWorkspaces, rollUpAudit } from "./stores/upkeep/run-upkeep.ts";
export type { AuditUpkeep } from "./stores/upkeep/run-upkeep.ts";
export { appendChange } from "./stores/changes/append-change.ts";
export type { AppendChangeInput } from "./stores/changes/append-change.ts";
export { changeKinds } from "./stores/changes/change.ts";
export type { Change, ChangeKind } from "./stores/changes/change.ts";
export { findLastSeq, listChanges } from "./stores/changes/list-changes.ts";
export { findLiveServer, listLiveServers } from "./stores/live/find-live-server.ts";
export type { LiveServerRow } from "./stores/live/live-server.ts";
export { insertRelease, replaceDraftRelease, reserveReleaseNumber } from "./stores/releases/insert-release.ts";
export type { NewRelease } from "./stores/releases/insert-release.ts";
export { publishRelease, rollBackRelease } from "./stores/releases/publish-release.ts";
export type { PointServerInput } from "./stores/releases/publish-release.ts";
export { listReleases, loadRelease } from "./stores/releases/load-release.ts";
export type { StoredRelease } from "./stores/releases/load-release.ts";
export { recordSightings } from "./stores/connections/record-sightings.ts";
export type { Sighting } from "./stores/connections/record-sightings.ts";
export { revokeAllConnections, revokeConnection } from "./stores/connections/revoke-connection.ts";
export type { RevokeConnectionInput } from "./stores/connections/revoke-connection.ts";
export { listConnections, listRevokedConnections } from "./stores/connections/list-connections.ts";
export type { ListConnectionsInput, RevokedConnection } from "./stores/connections/list-connections.ts";
export { connectionKinds } from "./schema/data-plane.ts";
export type { ConnectionKind } from "./schema/data-plane.ts";
export { markSpent } from "./stores/spent/mark-spent.ts";
export { listAccessKeys, touchAccessKeys } from "./stores/access-keys/list-access-keys.ts";
export type { UsableAccessKey } from "./stores/access-keys/list-access-keys.ts";
export type { AccessKeyLimits } from "./schema/servers.ts";
export { roles } from "./schema/workspaces.ts";
export type { Role } from "./schema/workspaces.ts";
export { findProviderWorkspace, loadCredential, loadProvider } from "./stores/credentials/load-credential.ts";
export type { StoredCredential, StoredProvider } from "./stores/credentials/load-credential.ts";
export { reportRefusedCredential, reportRefusedProvider } from "./stores/credentials/report-refused.ts";
export { ciphertextColumns, listCiphertexts, replaceCiphertext } from "./stores/ciphertexts/ciphertexts.ts";
export type { CiphertextColumn, StoredCiphertext } from "./stores/ciphertexts/ciphertexts.ts";
export { auditOutcomes } from "./stores/audit/audit-event.ts";
export type { AuditEvent, AuditIntent, AuditOutcome } from "./stores/audit/audit-event.ts";
export { writeAuditEvents, writeAuditIntents, writeAuditOutcomes } from "./stores/audit/insert-audit-events.ts";
export { countNewerAuditEvents, listAuditEvents } from "./stores/audit/list-audit-events.ts";
export type { AuditCursor, ListAuditEventsInput, StoredAuditEvent } from "./stores/audit/list-audit-events.ts";
export {
  readActivity,
  readHourlyActivity,
  readOperatorActivity,
  readOperatorCounts,
  readTopValues,
} from "./stores/activity/read-activity.ts";
export type {
  ActivityDimension,
  ActivityInput,
  ActivityPoint,
  ActivityShare,
  OperatorCounts,
} from "./stores/activity/read-activity.ts";
export { addHistograms, bucketBoundUs, histogramBuckets, readPercentileUs } from "./stores/activity/histogram.ts";
