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
  listSessions,
  touchSession,
} from "./stores/sessions/sessions.ts";
export type { FoundSession, NewSession } from "./stores/sessions/sessions.ts";
export { findEmailToken, replaceEmailToken, spendEmailToken } from "./stores/email-tokens/email-tokens.ts";
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
  setServerStop,
  touchServer,
  updateServer,
} from "./stores/servers/servers.ts";
export type { NewServer, ServerChanges, ServerRow } from "./stores/servers/servers.ts";
export type { CredentialDraft } from "./stores/servers/server-draft.ts";
export { deleteUnusedDocuments, getDocument, insertDocument } from "./stores/documents/documents.ts";
export {
  deleteSource,
  insertSource,
  listSources,
  replaceImport,
  takeDueSourceChecks,
  updateSource,
} from "./stores/sources/sources.ts";
export type { ImportedDocumentRow, SourceDrift, SourceRow } from "./stores/sources/sources.ts";
export { countTools, listTools, replaceTools } from "./stores/tools/tools.ts";
export type { StoredTool } from "./stores/tools/tools.ts";
export { deleteOverrides, listOverrides, saveOverrides } from "./stores/overrides/overrides.ts";
export type { StoredOverride } from "./stores/overrides/overrides.ts";
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
