/** Protocol revisions that this endpoint speaks, newest first. */
export const modernVersion = "2026-07-28";
export const legacyVersions = ["2025-11-25", "2025-06-18", "2025-03-26"] as const;
export const supportedVersions: readonly string[] = [modernVersion, ...legacyVersions];

/** What a legacy request without the version header means: https://modelcontextprotocol.io/specification/2025-06-18/basic/transports#protocol-version-header */
export const assumedLegacyVersion = "2025-03-26";

export const isLegacyVersion = (version: string): boolean => (legacyVersions as readonly string[]).includes(version);

export const metaKeys = {
  protocolVersion: "io.modelcontextprotocol/protocolVersion",
  clientCapabilities: "io.modelcontextprotocol/clientCapabilities",
  clientInfo: "io.modelcontextprotocol/clientInfo",
  serverInfo: "io.modelcontextprotocol/serverInfo",
} as const;

/** JSON-RPC error codes: https://modelcontextprotocol.io/specification/2026-07-28/basic#error-codes */
export const errorCodes = {
  parseError: -32700,
  invalidRequest: -32600,
  methodNotFound: -32601,
  invalidParams: -32602,
  internalError: -32603,
  headerMismatch: -32020,
  unsupportedVersion: -32022,
} as const;

export type ErrorCode = (typeof errorCodes)[keyof typeof errorCodes];
