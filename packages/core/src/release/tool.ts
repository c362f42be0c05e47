import { z } from "zod";
import { sourceId } from "../ids/ids.ts";
import { jsonSchema, jsonValue } from "./json.ts";
import { countBounds, textBounds } from "./text-bounds.ts";

export const httpMethod = z.enum(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY"]);
export type HttpMethod = z.infer<typeof httpMethod>;

export const parameterStyle = z.enum([
  "simple",
  "label",
  "matrix",
  "form",
  "spaceDelimited",
  "pipeDelimited",
  "deepObject",
]);
export type ParameterStyle = z.infer<typeof parameterStyle>;

/** How one value travels in path, query, header or cookie. */
export const parameterBinding = z.object({
  /** Property of the tool's input that carries the value; absent where the owner fixed or hid it. */
  argument: z.string().optional(),
  /** Name on the wire. */
  name: z.string(),
  in: z.enum(["path", "query", "header", "cookie"]),
  style: parameterStyle,
  explode: z.boolean(),
  allowReserved: z.boolean(),
  required: z.boolean(),
  /** Media type the value is serialised as instead of by style (OpenAPI `content`). */
  contentType: z.string().optional(),
  /**
   * The document's own schema; local references are `#/definitions/{name}` of the manifest's source.
   * `type: integer` with `format: int64` also accepts a string of digits, sent as it stands: 2^53 is too small for ids.
   */
  schema: jsonSchema,
  /** Sent always; the model has no say. */
  fixed: jsonValue.optional(),
  /** Sent when the argument is absent. */
  default: jsonValue.optional(),
});
export type ParameterBinding = z.infer<typeof parameterBinding>;

/** How one property of a form or multipart body is encoded (OpenAPI `encoding`). */
export const partEncoding = z.object({
  contentType: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  style: parameterStyle.optional(),
  explode: z.boolean().optional(),
  allowReserved: z.boolean().optional(),
  /** The property is a file: the argument is `{ filename?, mediaType?, base64 }` or `{ filename?, mediaType?, text }`, or a list of these. */
  file: z.boolean().optional(),
});
export type PartEncoding = z.infer<typeof partEncoding>;

/** A body property that stands among the tool's arguments. */
export const bodyProperty = z.object({
  argument: z.string().optional(),
  name: z.string(),
  required: z.boolean(),
  schema: jsonSchema,
  fixed: jsonValue.optional(),
  default: jsonValue.optional(),
});
export type BodyProperty = z.infer<typeof bodyProperty>;

export const bodyBinding = z.object({
  required: z.boolean(),
  /** Media type that is sent, e.g. `application/json`. */
  mediaType: z.string().max(textBounds.mediaType),
  content: z.discriminatedUnion("kind", [
    /** The whole body is one argument (`body` unless that name was taken). */
    z.object({
      kind: z.literal("whole"),
      argument: z.string().optional(),
      schema: jsonSchema,
      fixed: jsonValue.optional(),
      /** A binary body: the argument is a file as described at `partEncoding.file`. */
      file: z.boolean().optional(),
    }),
    /** Each property of an object body is an argument of its own. */
    z.object({
      kind: z.literal("properties"),
      properties: z.array(bodyProperty),
      /** Schema of the assembled body where the properties' own schemas do not say all (a merged `oneOf`, `minProperties` …). */
      schema: jsonSchema.optional(),
    }),
  ]),
  /** By wire property name; form and multipart bodies only. */
  encoding: z.record(z.string(), partEncoding),
  /** Root element name and namespace hints for XML bodies are read from the schema's `xml` keyword. */
});
export type BodyBinding = z.infer<typeof bodyBinding>;

/** A key that had to be renamed inside a nested argument so that clients accept the schema. */
export const renamedKey = z.object({
  /** Where the object stands in the arguments; `*` stands for any array index or additional key. */
  at: z.array(z.string()),
  /** Key shown to the model. */
  shown: z.string(),
  /** Key on the wire. */
  wire: z.string(),
});
export type RenamedKey = z.infer<typeof renamedKey>;

/** How a tool's arguments become one HTTP request. Everything a call needs; nothing is parsed again. */
export const operationBinding = z.object({
  sourceId: sourceId.schema,
  /** Stable key of the tool within its source: the operationId, else `METHOD /path`. */
  key: z.string(),
  method: httpMethod,
  /** Path template of the document, e.g. `/pages/{id}`; appended to the base URL. */
  path: z.string().max(textBounds.path),
  /** Set where the operation or path names a server of its own; may hold `{variable}` of the source. */
  baseUrl: z.string().max(textBounds.url).optional(),
  parameters: z.array(parameterBinding),
  body: bodyBinding.optional(),
  /** Constant request headers, lower-case names, e.g. `x-atlassian-token: no-check`. */
  headers: z.record(z.string(), z.string()),
  /** `Accept` header. */
  accept: z.string().max(textBounds.mediaType),
  renamedKeys: z.array(renamedKey),
});
export type OperationBinding = z.infer<typeof operationBinding>;

/** MCP tool annotations; all four hints are always stated. */
export const toolAnnotations = z.object({
  readOnlyHint: z.boolean(),
  destructiveHint: z.boolean(),
  idempotentHint: z.boolean(),
  openWorldHint: z.boolean(),
});
export type ToolAnnotations = z.infer<typeof toolAnnotations>;

export const toolDefinition = z.object({
  name: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  title: z.string().max(textBounds.toolTitle),
  description: z.string().max(textBounds.toolDescription),
  /** Exactly what `tools/list` shows: root `type: "object"`, no `$ref`, no root combinators. */
  inputSchema: jsonSchema,
  outputSchema: jsonSchema.optional(),
  annotations: toolAnnotations,
  /** Upstream OAuth scopes that one call needs (all of them). */
  scopes: z.array(z.string().max(textBounds.scope)).max(countBounds.scopes),
  operation: operationBinding,
});
export type ToolDefinition = z.infer<typeof toolDefinition>;
