export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

/** Names that may stand in a log line, and nothing else may. None of them ever holds a credential, argument or body. */
export const logFieldNames = [
  "requestId",
  "workspaceId",
  "serverId",
  "releaseId",
  "sourceId",
  "providerId",
  "credentialId",
  "connectionHash",
  "userId",
  "tool",
  "method",
  "path",
  "pathTemplate",
  "route",
  "status",
  "upstreamStatus",
  "outcome",
  "code",
  "reason",
  "at",
  "client",
  "protocolVersion",
  "durationMs",
  "lagMs",
  "bytesIn",
  "bytesOut",
  "retries",
  "attempt",
  "count",
  "queued",
  "dropped",
  "seq",
  "kind",
  "origin",
  "host",
  "port",
  "pid",
  "exitCode",
  "signal",
  "phase",
  "component",
  "migration",
  "partition",
  "table",
  "keyId",
  "version",
  "file",
  "setting",
] as const;
export type LogFieldName = (typeof logFieldNames)[number];

/** What a caller may hand to the log. An `error` is written as name, code, message and stack. */
export type LogFields = { readonly [Name in LogFieldName]?: string | number | boolean | undefined } & {
  readonly error?: unknown;
};
