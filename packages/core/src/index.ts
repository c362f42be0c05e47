export { addressBucket } from "./address-bucket/address-bucket.ts";
export { clientAddress, compileCidrs } from "./client-address/client-address.ts";
export type { AddressMatcher } from "./client-address/client-address.ts";
export { mayDocumentSetHeader } from "./document-headers/document-headers.ts";
export {
  accessKeyId,
  auditEventId,
  configChangeId,
  connectionId,
  credentialId,
  invitationId,
  providerId,
  releaseId,
  requestId,
  serverId,
  sessionId,
  slugSchema,
  sourceId,
  userId,
  workspaceId,
} from "./ids/ids.ts";
export type {
  AccessKeyId,
  AuditEventId,
  ConfigChangeId,
  CredentialId,
  InvitationId,
  ProviderId,
  ReleaseId,
  RequestId,
  ServerId,
  SessionId,
  Slug,
  SourceId,
  UserId,
  WorkspaceId,
} from "./ids/ids.ts";
export { isServiceError, ServiceError } from "./errors/service-error.ts";
export type { ServiceErrorCode } from "./errors/service-error.ts";
export { jsonObject, jsonSchema } from "./release/json.ts";
export type { JsonObject, JsonSchema, JsonValue } from "./release/json.ts";
export { httpMethod, toolAnnotations, toolDefinition } from "./release/tool.ts";
export type {
  BodyBinding,
  BodyProperty,
  HttpMethod,
  OperationBinding,
  ParameterBinding,
  ParameterStyle,
  PartEncoding,
  RenamedKey,
  ToolAnnotations,
  ToolDefinition,
} from "./release/tool.ts";
export {
  defaultPolicy,
  keyPlacement,
  manifestVersion,
  releaseManifest,
  serverPolicy,
  sharedModes,
  sourceVariable,
  userKeyScheme,
} from "./release/manifest.ts";
export type {
  CredentialMode,
  CredentialSettings,
  KeyPlacement,
  ReleaseManifest,
  ReleaseSource,
  ServerPolicy,
  SourceVariable,
  UserKeyScheme,
} from "./release/manifest.ts";
export { argumentOverride, generatedTool, toolOverride } from "./release/generated-tool.ts";
export type { ArgumentOverride, GeneratedTool, ImportedSource, ToolOverride } from "./release/generated-tool.ts";
export { manifestOrigins } from "./release/manifest-origins.ts";
export { hashManifest } from "./release/hash-manifest.ts";
export { changeDigest } from "./release/change-digest.ts";
export { systemClock } from "./clock/clock.ts";
export type { Clock } from "./clock/clock.ts";
export { Secret } from "./secret/secret.ts";
export { ConfigError } from "./config/config-error.ts";
export { loadConfig } from "./config/load-config.ts";
export { processEnvironment } from "./config/process-environment.ts";
export { listSettings } from "./config/settings.ts";
export type { SettingName } from "./config/settings.ts";
export type { Config } from "./config/config.ts";
export type { Keyring } from "./keyring/keyring.ts";
export { generateKeyringEntry, parseKeyring } from "./keyring/parse-keyring.ts";
export { openSecret, sealedWithKey, sealSecret } from "./secret-box/secret-box.ts";
export type { SecretPlace } from "./secret-box/secret-box.ts";
export { seal } from "./seal/seal.ts";
export { openSealed } from "./seal/open-sealed.ts";
export type { SealPurpose } from "./seal/purpose.ts";
export {
  draftTicketHeader,
  draftTicketLifetimeMs,
  draftUrl,
  draftVariables,
  openDraftTicket,
  sealDraftTicket,
} from "./draft-ticket/draft-ticket.ts";
export type { DraftTicketClaims } from "./draft-ticket/draft-ticket.ts";
export { createConnectionHasher, isConnectionHash } from "./connection-hash/connection-hash.ts";
export type { ConnectionHash, ConnectionHasher } from "./connection-hash/connection-hash.ts";
export { equalInConstantTime, hashToken, newToken } from "./tokens/tokens.ts";
export { createEgress } from "./egress/egress.ts";
export type { Egress } from "./egress/egress.ts";
export { EgressError } from "./egress/exchange.ts";
export type { EgressRequest, EgressResponse } from "./egress/exchange.ts";
export { createLogger } from "./log/logger.ts";
export type { Logger } from "./log/logger.ts";
export { logLevels } from "./log/fields.ts";
export { connectSnippets, connectSnippetsCheckedOn } from "./clients/connect-snippets.ts";
export type { ConnectSnippet } from "./clients/endpoint.ts";
export { buildAuthorizeUrl } from "./providers/authorize-url.ts";
export {
  connectionTestAudience,
  connectionTestState,
  readConnectionTest,
  startConnectionTest,
} from "./providers/connection-test.ts";
export type { ConnectionTestAnswer, ConnectionTestState } from "./providers/connection-test.ts";
export { testProviderSettings } from "./providers/test-settings.ts";
export { configFromMetadata, discoverProvider } from "./providers/discovery.ts";
export { parseOperatorProviders } from "./providers/operator-providers.ts";
export { atlassianCloud, dataCenterEndpoints, providerPresets, userKeyPresets } from "./providers/presets.ts";
export { providerConfig, providerPreset } from "./providers/provider-config.ts";
export type { ProviderConfig, ProviderConfigInput, ProviderPreset, SiteLookup } from "./providers/provider-config.ts";
export type { UpstreamTokenResult, UpstreamTokens } from "./providers/read-token-response.ts";
export { requestTokens } from "./providers/request-tokens.ts";
export { computeScopes, readOnlyScopes } from "./providers/scopes.ts";
export { findSiteId, listSites, parseSiteName } from "./providers/sites.ts";
export { buildRevocationRequest } from "./providers/token-request.ts";
export type { ProviderAccess } from "./providers/token-request.ts";
