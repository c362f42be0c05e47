import type { ReleaseSource, ToolDefinition } from "@breezeway/core";
import type { PreparedRequest } from "../request/prepare-request.ts";
import type { ArgumentChecker } from "../arguments/check-arguments.ts";

/** One tool with everything that a call needs. */
export interface CompiledTool {
  readonly definition: ToolDefinition;
  readonly source: ReleaseSource;
  /** Heals and validates arguments; compiled at the tool's first call. */
  readonly checker: () => ArgumentChecker;
  /** Arguments → request; prepared at the tool's first call. */
  readonly request: () => PreparedRequest;
}
