import type { JsonSchema } from "@breezeway/core";

export interface WrittenBody {
  readonly contentType: string;
  readonly bytes: string | Buffer;
}

/** Schemas of a source by name. */
export type Definitions = Readonly<Record<string, JsonSchema>>;
