import type { HttpMethod, JsonObject, JsonValue, ParameterStyle } from "@breezeway/core";

/** The one internal form of all dialects. Schemas are still the document's own nodes, with where they stand. */
export interface RawSchema {
  readonly node: JsonValue;
  readonly pointer: string;
}

export interface OperationParameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie";
  readonly required: boolean;
  readonly deprecated: boolean;
  readonly description: string;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly contentType?: string;
  readonly schema: RawSchema;
  readonly example?: JsonValue;
  readonly pointer: string;
}

export interface BodyMedia {
  readonly mediaType: string;
  readonly schema: RawSchema;
  /** The document's `encoding` object. */
  readonly encoding: JsonObject;
  readonly pointer: string;
}

export interface OperationBody {
  readonly required: boolean;
  readonly description: string;
  readonly media: readonly BodyMedia[];
  readonly pointer: string;
  /** A name that the document suggests for a body kept whole. */
  readonly name?: string;
}

export interface OperationResponse {
  readonly status: string;
  readonly media: readonly BodyMedia[];
}

export interface Operation {
  readonly key: string;
  readonly operationId: string | undefined;
  readonly method: HttpMethod;
  readonly path: string;
  readonly pointer: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly experimental: boolean;
  /** Servers of the operation or its path, where they differ from the document's. */
  readonly serverUrl: string | undefined;
  readonly parameters: readonly OperationParameter[];
  readonly body: OperationBody | undefined;
  readonly responses: readonly OperationResponse[];
  /** Scopes of each acceptable security alternative. */
  readonly scopeAlternatives: readonly (readonly string[])[];
  /** The operation object itself, for extensions. */
  readonly raw: JsonObject;
}
