import type { JsonObject } from "@breezeway/core";

/** One property of a tool's input before it is rewritten for clients. */
export interface ToolArgument {
  readonly argument: string;
  /** Canonical schema, prose included. */
  readonly schema: JsonObject;
  readonly required: boolean;
  readonly description: string;
  readonly deprecated: boolean;
  /** `null` has no meaning where the value travels as text. */
  readonly dropNull: boolean;
}

/** Hands out argument names: the document's own where clients accept it and it is free. */
export interface ArgumentNames {
  readonly claim: (name: string, place: string) => string;
}
