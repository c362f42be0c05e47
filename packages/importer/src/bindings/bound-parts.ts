import type { JsonObject, PartEncoding } from "@breezeway/core";

export interface BoundParts {
  /** Schemas that take the place of the document's, by wire name: files. */
  readonly schemas: ReadonlyMap<string, JsonObject>;
  readonly encoding: Record<string, PartEncoding>;
}
