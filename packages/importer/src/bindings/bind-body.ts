import type { BodyBinding, BodyProperty, JsonObject } from "@breezeway/core";
import { get, isObject, objectAt, textAt, textsAt } from "../json/json-object.ts";
import type { BodyMedia, Operation, OperationBody } from "../operations/operation.ts";
import { canonicalSchema } from "../schemas/canonical-schema.ts";
import type { SchemaContext } from "../schemas/schema-context.ts";
import { flattenBody } from "./flatten-body.ts";
import { onlyValue } from "./bind-parameters.ts";
import { chooseMedia, mediaKind, sentMediaType } from "./choose-media.ts";
import { bindParts } from "./bind-parts.ts";
import type { BoundParts } from "./bound-parts.ts";
import { fileSchema } from "./file-property.ts";
import { stripSchema } from "./strip-schema.ts";
import type { ArgumentNames, ToolArgument } from "./tool-argument.ts";

export interface BoundBody {
  readonly binding: BodyBinding;
  readonly arguments: readonly ToolArgument[];
  /** For the tool's description. */
  readonly notes: readonly string[];
}

/** The request body → binding and arguments: flat where that is unambiguous, one argument where not. */
export const bindBody = (context: SchemaContext, operation: Operation, names: ArgumentNames): BoundBody | undefined => {
  const { body } = operation;
  const media = body === undefined ? undefined : chooseMedia(body.media);
  if (body === undefined || media === undefined) return undefined;
  if (body.media.length > 1) noteMedia(context, operation, body, media);
  const kind = mediaKind(media.mediaType);
  const mediaType = sentMediaType(media.mediaType);
  if (kind === "binary") return wholeFile(body, mediaType, names);
  const schema = canonicalSchema(context, media.schema);
  if (kind === "text") return whole(context, { body, mediaType, schema: asText(schema), names, operation });
  const flat = kind === "xml" ? undefined : flattenBody(schema, context.definitions);
  if (flat === undefined) return whole(context, { body, mediaType, schema, names, operation });
  if (flat.isMerged) noteMerged(context, operation, body);
  const isForm = kind === "form" || kind === "multipart";
  const parts = isForm
    ? bindParts(flat.schema, media, context.definitions, kind)
    : { schemas: new Map(), encoding: {} };
  return flatBody(context, { body, mediaType, flat, parts, names, operation });
};

interface FlatInput {
  readonly body: OperationBody;
  readonly mediaType: string;
  readonly flat: NonNullable<ReturnType<typeof flattenBody>>;
  readonly parts: BoundParts;
  readonly names: ArgumentNames;
  readonly operation: Operation;
}

const flatBody = (context: SchemaContext, input: FlatInput): BoundBody => {
  const { flat, body, parts, operation } = input;
  const properties = objectAt(flat.schema, "properties") ?? {};
  const required = new Set(textsAt(flat.schema, "required"));
  // Documents forget `required: true` on bodies; a body whose parts are required is meant to be sent.
  const isDue =
    body.required || operation.method === "POST" || operation.method === "PUT" || operation.method === "PATCH";
  const bound = Object.entries(properties).map(([name, value]) => {
    const document = isObject(value) ? value : {};
    const schema = parts.schemas.get(name) ?? document;
    const argument = input.names.claim(name, "body");
    const constant = required.has(name) && isDue ? onlyValue(context, schema) : undefined;
    const property: BodyProperty = {
      argument,
      name,
      required: required.has(name),
      schema: stripSchema(schema),
      ...(constant === undefined ? {} : { default: constant }),
    };
    const shown: ToolArgument = {
      argument,
      schema: constant === undefined ? schema : { ...schema, default: constant },
      required: required.has(name) && isDue && constant === undefined,
      description: textAt(schema, "description") ?? "",
      deprecated: get(schema, "deprecated") === true,
      dropNull: mediaKind(input.mediaType) !== "json",
    };
    return { property, shown };
  });
  return {
    binding: {
      required: body.required,
      mediaType: input.mediaType,
      content: {
        kind: "properties",
        properties: bound.map((item) => item.property),
        ...(flat.whole === undefined || parts.schemas.size > 0 ? {} : { schema: stripSchema(flat.whole) }),
      },
      encoding: parts.encoding,
    },
    arguments: bound.map((item) => item.shown),
    notes: flat.notes,
  };
};

const whole = (
  context: SchemaContext,
  input: {
    readonly body: OperationBody;
    readonly mediaType: string;
    readonly schema: JsonObject;
    readonly names: ArgumentNames;
    readonly operation: Operation;
  },
): BoundBody => {
  const argument = input.names.claim("body", "request");
  context.issues.add({
    severity: "info",
    code: "body_kept_whole",
    pointer: input.body.pointer,
    message: `The body of ${input.operation.key} is one argument, ${argument}: it is no plain object with known properties.`,
    advice: "Nothing has to be done.",
    operation: input.operation.key,
  });
  return {
    binding: {
      required: input.body.required,
      mediaType: input.mediaType,
      content: { kind: "whole", argument, schema: stripSchema(input.schema) },
      encoding: {},
    },
    arguments: [
      {
        argument,
        schema: input.schema,
        required: input.body.required,
        description: input.body.description,
        deprecated: false,
        dropNull: mediaKind(input.mediaType) !== "json",
      },
    ],
    notes: [],
  };
};

const wholeFile = (body: OperationBody, mediaType: string, names: ArgumentNames): BoundBody => {
  const argument = names.claim("body", "request");
  return {
    binding: {
      required: body.required,
      mediaType,
      content: { kind: "whole", argument, schema: stripSchema(fileSchema()), file: true },
      encoding: {},
    },
    arguments: [
      {
        argument,
        schema: fileSchema(),
        required: body.required,
        description: body.description === "" ? "The content to send." : body.description,
        deprecated: false,
        dropNull: true,
      },
    ],
    notes: [],
  };
};

const asText = (schema: JsonObject): JsonObject => {
  const text = textAt(schema, "description");
  return text === undefined ? { type: "string" } : { type: "string", description: text };
};

const noteMerged = (context: SchemaContext, operation: Operation, body: OperationBody): void => {
  context.issues.add({
    severity: "info",
    code: "body_merged",
    pointer: body.pointer,
    message: `The body of ${operation.key} has several forms; their fields are offered together, and the whole is checked against them.`,
    advice: "Say in the tool's description which fields go together where that matters.",
    operation: operation.key,
  });
};

const noteMedia = (context: SchemaContext, operation: Operation, body: OperationBody, media: BodyMedia): void => {
  const others = body.media.map((item) => item.mediaType).filter((type) => type !== media.mediaType);
  context.issues.add({
    severity: "info",
    code: "media_type_chosen",
    pointer: body.pointer,
    message: `The body is sent as ${media.mediaType}; ${others.slice(0, 4).join(", ")} would be possible too.`,
    advice: "Nothing has to be done.",
    operation: operation.key,
  });
};
