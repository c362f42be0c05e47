export { addressBucket } from "./address-bucket/address-bucket.ts";
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
  ConnectionId,
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
export type { ServiceErrorCode, ServiceErrorOptions } from "./errors/service-error.ts";
export { jsonObject, jsonSchema, jsonValue } from "./release/json.ts";
export type { JsonObject, JsonSchema, JsonValue } from "./release/json.ts";
export {
  bodyBinding,
  bodyProperty,
  httpMethod,
  operationBinding,
  parameterBinding,
  parameterStyle,
  partEncoding,
  renamedKey,
  toolAnnotations,
  toolDefinition,
} from "./release/tool.ts";
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
  credentialSettings,
  defaultPolicy,
  keyPlacement,
  manifestVersion,
  releaseManifest,
  releaseSource,
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
export { argumentOverride, generatedTool, importedSource, toolOverride } from "./release/generated-tool.ts";
export type { ArgumentOverride, GeneratedTool, ImportedSource, ToolOverride } from "./release/generated-tool.ts";
export { countBounds, textBounds } from "./release/text-bounds.ts";
export { manifestOrigins } from "./release/manifest-origins.ts";
export { hashManifest } from "./release/hash-manifest.ts";
export type { HashedManifest } from "./release/hash-manifest.ts";
export { changeDigest } from "./release/change-digest.ts";
export { systemClock } from "./clock/clock.ts";
export type { Clock } from "./clock/clock.ts";
export { Secret } from "./secret/secret.ts";
export { ConfigError } from "./config/config-error.ts";
export { loadConfig } from "./config/load-config.ts";
export { processEnvironment } from "./config/process-environment.ts";
export type { Environment } from "./config/process-environment.ts";
export { listSettings } from "./config/settings.ts";
export type { Setting, SettingName, SettingRow } from "./config/settings.ts";
export type { Config } from "./config/config.ts";
export type { Keyring } from "./keyring/keyring.ts";
export { generateKeyringEntry, parseKeyring } from "./keyring/parse-keyring.ts";
export type { ParsedKeyring } from "./keyring/parse-keyring.ts";
export { openSecret, sealedWithKey, sealSecret, SecretBoxError } from "./secret-box/secret-box.ts";
export type { SecretPlace } from "./secret-box/secret-box.ts";
export { seal } from "./seal/seal.ts";
export type { SealInput } from "./seal/seal.ts";
export { openSealed } from "./seal/open-sealed.ts";
export type { OpenedSeal, OpenSealedInput } from "./seal/open-sealed.ts";
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
export type { ConnectionHash, ConnectionHasher, ConnectionHashInput } from "./connection-hash/connection-hash.ts";
export { equalInConstantTime, hashToken, newToken } from "./tokens/tokens.ts";
export { createEgress } from "./egress/egress.ts";
export type { Egress, EgressOptions } from "./egress/egress.ts";
export { EgressError } from "./egress/exchange.ts";
export type { EgressRequest, EgressResponse, EgressStage, FollowRedirects } from "./egress/exchange.ts";
export type { LookedUpAddress, Lookup } from "./egress/lookup.ts";
export { createLogger } from "./log/logger.ts";
export type { Logger, LoggerOptions } from "./log/logger.ts";
export { logLevels } from "./log/fields.ts";
export { redact } from "./log/redact.ts";
export type { LogFields, LogLevel } from "./log/fields.ts";
export { connectSnippets, connectSnippetsCheckedOn } from "./clients/connect-snippets.ts";
export type { ConnectClient, ConnectInput, ConnectSnippet } from "./clients/endpoint.ts";
export { buildAuthorizeUrl } from "./providers/authorize-url.ts";
export type { AuthorizeUrlInput } from "./providers/authorize-url.ts";
export {
  connectionTestAnswer,
  connectionTestAudience,
  connectionTestState,
  readConnectionTest,
  startConnectionTest,
} from "./providers/connection-test.ts";
export type {
  ConnectionTestAnswer,
  ConnectionTestState,
  ReadConnectionTest,
  ReadConnectionTestResult,
  StartConnectionTest,
} from "./providers/connection-test.ts";
export { testProviderSettings } from "./providers/test-settings.ts";
export type { TestStep } from "./providers/test-settings.ts";
export { configFromMetadata, discoverProvider, metadataUrls } from "./providers/discovery.ts";
export type { ProviderMetadata } from "./providers/discovery.ts";
export { parseOperatorProviders } from "./providers/operator-providers.ts";
export type { ParsedOperatorProviders } from "./providers/operator-providers.ts";
export {
  atlassianCloud,
  atlassianDataCenter,
  dataCenterEndpoints,
  genericOAuth,
  openIdDiscovery,
  providerPresets,
  userKeyPresets,
} from "./providers/presets.ts";
export type { ProviderPresetInfo, UserKeyPreset } from "./providers/presets.ts";
export { providerConfig, providerPreset, siteLookup } from "./providers/provider-config.ts";
export type { ProviderConfig, ProviderConfigInput, ProviderPreset, SiteLookup } from "./providers/provider-config.ts";
export { readTokenResponse } from "./providers/read-token-response.ts";
export type { UpstreamTokenResult, UpstreamTokens } from "./providers/read-token-response.ts";
export { requestTokens } from "./providers/request-tokens.ts";
export { computeScopes, readOnlyScopes } from "./providers/scopes.ts";
export type { ScopedTool } from "./providers/scopes.ts";
export { findSiteId, listSites, parseSiteName } from "./providers/sites.ts";
export type { Site, SiteLookupResult } from "./providers/sites.ts";
export { buildRevocationRequest, buildTokenRequest } from "./providers/token-request.ts";
export type { ProviderAccess, UpstreamGrant } from "./providers/token-request.ts";
