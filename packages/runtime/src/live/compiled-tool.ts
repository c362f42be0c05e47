import type { CredentialSettings, ReleaseSource, ToolDefinition } from "@breezeway/core";
import { prepareChecker } from "../arguments/check-arguments.ts";
import type { ArgumentChecker } from "../arguments/check-arguments.ts";
import { prepareRequest } from "../request/prepare-request.ts";
import type { PreparedRequest, ReservedNames } from "../request/prepare-request.ts";

/** One tool with everything that a call needs. */
export interface CompiledTool {
  readonly definition: ToolDefinition;
  readonly source: ReleaseSource;
  /** Heals and validates arguments; prepared at the tool's first call. */
  readonly checker: () => ArgumentChecker;
  /** Arguments → request; prepared at the tool's first call. */
  readonly request: () => PreparedRequest;
}

export const compileTool = (
  definition: ToolDefinition,
  source: ReleaseSource,
  credential: CredentialSettings,
): CompiledTool => ({
  definition,
  source,
  checker: once(() => prepareChecker(definition.operation, source)),
  request: once(() =>
    prepareRequest({
      operation: definition.operation,
      source,
      reserved: reservedNames(credential),
      isCredentialShared: "credentialId" in credential || credential.mode === "client_credentials",
    }),
  ),
});

const once = <Value>(make: () => Value): (() => Value) => {
  let made: { readonly value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
};

const reservedNames = (credential: CredentialSettings): ReservedNames => {
  const placement =
    credential.mode === "api_key"
      ? credential.placement
      : credential.mode === "user_key" && credential.scheme.type === "api_key"
        ? credential.scheme.placement
        : undefined;
  return placement === undefined ? {} : { [placement.in]: placement.name };
};
