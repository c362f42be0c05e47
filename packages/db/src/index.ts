export { openDatabase, PrivilegedLoginError } from "./database/open-database.ts";
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
export { startPrivateCluster } from "./cluster/start-private-cluster.ts";
export type { PrivateCluster, PrivateClusterOptions } from "./cluster/start-private-cluster.ts";
export { findServedCluster } from "./cluster/find-served-cluster.ts";
export { ClusterError } from "./cluster/cluster-error.ts";
export { migrate } from "./migrate/migrate.ts";
export type { MigrateOptions, MigrateResult } from "./migrate/migrate.ts";
export { checkSchema } from "./migrate/check-schema.ts";
export { MigrationError } from "./migrate/check-applied.ts";
export { createChangeFeed } from "./feed/change-feed.ts";
export type { ChangeFeed, ChangeFeedOptions } from "./feed/change-feed.ts";
export { startUpkeep } from "./upkeep/start-upkeep.ts";
export type { Upkeep, UpkeepOptions } from "./upkeep/start-upkeep.ts";
export type { AuditUpkeep } from "./stores/upkeep/run-upkeep.ts";
export { appendChange } from "./stores/changes/append-change.ts";
export type { AppendChangeInput } from "./stores/changes/append-change.ts";
export type { Change, ChangeKind } from "./stores/changes/change.ts";
export { listChanges } from "./stores/changes/list-changes.ts";
export { findLiveServer, listLiveServers } from "./stores/live/find-live-server.ts";
export type { LiveServerRow } from "./stores/live/live-server.ts";
export { insertRelease, replaceDraftRelease, reserveReleaseNumber } from "./stores/releases/insert-release.ts";
export type { NewRelease } from "./stores/releases/insert-release.ts";
export { publishRelease, rollBackRelease } from "./stores/releases/publish-release.ts";
export type { PointServerInput } from "./stores/releases/publish-release.ts";
export { findContentHash, listReleases, loadRelease } from "./stores/releases/load-release.ts";
export type { StoredRelease } from "./stores/releases/load-release.ts";
export { deleteUnneededImports, keepImport, restoreImport } from "./stores/kept-imports/kept-imports.ts";
export { insertReleaseSketch, loadReleaseSketch } from "./stores/releases/release-sketch.ts";
export { recordSightings } from "./stores/connections/record-sightings.ts";
export type { Sighting } from "./stores/connections/record-sightings.ts";
export { revokeAllConnections, revokeConnection } from "./stores/connections/revoke-connection.ts";
export type { RevokeConnectionInput } from "./stores/connections/revoke-connection.ts";
export { listConnections, listRevokedConnections } from "./stores/connections/list-connections.ts";
export type { ListConnectionsInput, RevokedConnection } from "./stores/connections/list-connections.ts";
export type { ConnectionKind } from "./schema/data-plane.ts";
export { spendValue, unspendValue } from "./stores/spent/spend-value.ts";
export { listAccessKeys, touchAccessKeys } from "./stores/access-keys/list-access-keys.ts";
export type { UsableAccessKey } from "./stores/access-keys/list-access-keys.ts";
export type { AccessKeyLimits } from "./schema/servers.ts";
export { roles } from "./schema/workspaces.ts";
export type { Role } from "./schema/workspaces.ts";
export { loadCredential, loadProvider } from "./stores/credentials/load-credential.ts";
export type { StoredCredential, StoredProvider } from "./stores/credentials/load-credential.ts";
export { reportRefusedCredential, reportRefusedProvider } from "./stores/credentials/report-refused.ts";
export { ciphertextColumns, listCiphertexts, replaceCiphertext } from "./stores/ciphertexts/ciphertexts.ts";
export type { CiphertextColumn, StoredCiphertext } from "./stores/ciphertexts/ciphertexts.ts";
export { auditOutcomes } from "./stores/audit/audit-event.ts";
export type { AuditEvent, AuditIntent, AuditOutcome } from "./stores/audit/audit-event.ts";
export { writeAuditEvents, writeAuditIntents, writeAuditOutcomes } from "./stores/audit/insert-audit-events.ts";
export { listAuditEvents } from "./stores/audit/list-audit-events.ts";
export type { AuditCursor, ListAuditEventsInput, StoredAuditEvent } from "./stores/audit/list-audit-events.ts";
export { readActivity, readRolledActivity } from "./stores/activity/read-activity.ts";
export type { ActivityInput, ActivityPoint } from "./stores/activity/activity-point.ts";
export { readTopValues } from "./stores/activity/top-values.ts";
export type { ActivityDimension, ActivityShare, TopValues } from "./stores/activity/top-values.ts";
export {
  operatorRankings,
  readOperatorActivity,
  readOperatorBusiest,
  readOperatorCounts,
  readOperatorOutcomes,
} from "./stores/activity/operator-activity.ts";
export type { OperatorCounts, OperatorRanking } from "./stores/activity/operator-activity.ts";
export { readOutcomesOverTime } from "./stores/activity/outcomes-over-time.ts";
export type { OutcomePoint } from "./stores/activity/outcomes-over-time.ts";
export { addHistograms, readPercentileUs } from "./stores/activity/histogram.ts";
export {
  findLogin,
  getUser,
  insertUser,
  purgeDueUsers,
  setPassword,
  setUserDeletion,
  updateUser,
} from "./stores/users/users.ts";
export type { LoginRow, UserRow } from "./stores/users/users.ts";
export {
  countRecoveryCodes,
  listRecoveryCodes,
  replaceRecoveryCodes,
  setTotp,
  spendRecoveryCode,
  spendTotpStep,
} from "./stores/users/second-factor.ts";
export { insertAccountChange, listAccountChanges } from "./stores/users/account-changes.ts";
export type { AccountChange } from "./stores/users/account-changes.ts";
export {
  endSession,
  endSessions,
  findSession,
  insertSession,
  listEverySession,
  listSessions,
  touchSession,
} from "./stores/sessions/sessions.ts";
export type { FoundSession, NewSession } from "./stores/sessions/sessions.ts";
export {
  deleteEmailTokens,
  findEmailToken,
  getPendingEmail,
  listEmailTokens,
  replaceEmailToken,
  spendEmailToken,
} from "./stores/email-tokens/email-tokens.ts";
export type { EmailTokenPurpose, FoundEmailToken } from "./stores/email-tokens/email-tokens.ts";
export { clearAttempts, takeAttempt } from "./stores/throttles/throttles.ts";
export { insertConfigChange, listConfigChanges } from "./stores/config-changes/config-changes.ts";
export type { ConfigChange } from "./stores/config-changes/config-changes.ts";
export {
  findMemberWorkspace,
  getWorkspace,
  insertWorkspace,
  isWorkspaceSlugTaken,
  listMemberWorkspaces,
  setWorkspaceDeletion,
  setWorkspaceStop,
  updateWorkspace,
} from "./stores/workspaces/workspaces.ts";
export type { MembershipRow, WorkspaceRow } from "./stores/workspaces/workspaces.ts";
export {
  countMembers,
  deleteMember,
  getMember,
  insertMember,
  listMembers,
  lockOwners,
  setMemberRole,
} from "./stores/memberships/memberships.ts";
export type { MemberRow } from "./stores/memberships/memberships.ts";
export {
  findInvitation,
  getInvitationSender,
  insertInvitation,
  listInvitations,
  revokeInvitation,
  spendInvitation,
} from "./stores/invitations/invitations.ts";
export type { FoundInvitation } from "./stores/invitations/invitations.ts";
export {
  deleteServer,
  getServer,
  insertServer,
  listServers,
  listServersUsing,
  markPublished,
  setServerStop,
  touchServer,
  updateServer,
} from "./stores/servers/servers.ts";
export type { NewServer, ServerChanges, ServerRow } from "./stores/servers/servers.ts";
export type { CredentialDraft } from "./stores/servers/server-draft.ts";
export { deleteUnusedDocuments, insertDocument } from "./stores/documents/documents.ts";
export {
  deleteSource,
  insertSource,
  listSources,
  replaceImport,
  takeDueSourceChecks,
  updateSource,
} from "./stores/sources/sources.ts";
export type { ImportedDocumentRow, SourceDrift, SourceRow } from "./stores/sources/sources.ts";
export { countTools, listEnabledScopes, replaceTools } from "./stores/tools/tools.ts";
export type { StoredTool } from "./stores/tools/tools.ts";
export { listDraftSources, listToolKeys, loadImportedText, loadToolsText } from "./stores/drafts/drafts.ts";
export type { DraftSourceRow, ImportedText } from "./stores/drafts/drafts.ts";
export { deleteOverrides, listOverrides, saveOverrides } from "./stores/overrides/overrides.ts";
export type { StoredOverride } from "./stores/overrides/overrides.ts";
export { deleteToolUndos, findLastToolUndo, getToolUndo, insertToolUndo } from "./stores/tool-undos/tool-undos.ts";
export type { ToolUndo } from "./stores/tool-undos/tool-undos.ts";
export {
  deleteProvider,
  getProvider,
  insertProvider,
  listProviders,
  setProviderSecret,
  updateProvider,
} from "./stores/providers/providers.ts";
export type { ProviderRow } from "./stores/providers/providers.ts";
export {
  deleteCredential,
  getCredential,
  insertCredential,
  listCredentials,
  setCredentialSecret,
} from "./stores/credentials/credentials.ts";
export type { CredentialRow } from "./stores/credentials/credentials.ts";
export {
  getAccessKey,
  insertAccessKey,
  listServerAccessKeys,
  revokeAccessKey,
} from "./stores/access-keys/access-keys.ts";
export type { AccessKeyRow } from "./stores/access-keys/access-keys.ts";
export { readDatabaseFacts } from "./stores/facts/read-database-facts.ts";
export type { DatabaseFacts } from "./stores/facts/read-database-facts.ts";
export { countCallsByServer, countCredentialModes, countRecentCalls } from "./stores/activity/count-calls.ts";
export type { ServerCalls } from "./stores/activity/count-calls.ts";
export { listLiveReleases } from "./stores/releases/list-live-releases.ts";
export type { LiveRelease } from "./stores/releases/list-live-releases.ts";
export {
  listOwnApiTokens,
  listOwnConfigChanges,
  listOwnInvitations,
  listOwnMemberships,
} from "./stores/own/own-rows.ts";
export type { OwnApiToken, OwnConfigChange, OwnInvitation, OwnMembership } from "./stores/own/own-rows.ts";
export { userOf } from "./database/user-of.ts";
export { makeOperator } from "./stores/users/make-operator.ts";
export { insertKeyCheck, listKeyChecks } from "./stores/key-checks/key-checks.ts";
export type { KeyCheck } from "./stores/key-checks/key-checks.ts";
export { getConnection } from "./stores/connections/get-connection.ts";
export {
  findApiToken,
  insertApiToken,
  listApiTokens,
  revokeApiToken,
  touchApiToken,
} from "./stores/api-tokens/api-tokens.ts";
export type { ApiTokenRow, FoundApiToken } from "./stores/api-tokens/api-tokens.ts";
