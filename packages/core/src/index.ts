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
