import type { JsonObject } from "@breezeway/core";
import type { DefinitionList } from "../definitions/definition-list.ts";
import { get, isObject, objectAt, textAt } from "../json/json-object.ts";
import { expand } from "../schemas/expand.ts";
import { typesOf } from "../schemas/merge-schemas.ts";

/** What an argument that is a file looks like to a client. */
export const fileSchema = (description?: string): JsonObject => ({
  type: "object",
  ...(description === undefined || description === "" ? {} : { description }),
  properties: {
    filename: { type: "string" },
    mediaType: { type: "string", description: "For example image/png." },
    base64: { type: "string", description: "Content as base64." },
    text: { type: "string", description: "Content as text, instead of base64." },
  },
});

export interface FileReading {
  readonly isFile: boolean;
  readonly isList: boolean;
  readonly description: string;
}

const fileWords =
  /file|attach|image|avatar|photo|picture|upload|media|binary|content|data|document|archive|zip|audio|video|logo|icon|csv|pdf|blob|payload|asset|cert|key|backup|import/i;

/** Whether a multipart property is a file, or a list of files. */
export const readFile = (
  schema: JsonObject,
  definitions: DefinitionList,
  partType: string | undefined,
): FileReading => {
  const expanded = expand(schema, definitions, []);
  const own = expanded.schema;
  const description = textAt(own, "description") ?? "";
  if (typesOf(own).includes("array") || objectAt(own, "items") !== undefined) {
    const items = get(own, "items");
    const inner = readFile(isObject(items) ? items : {}, definitions, partType);
    return { isFile: inner.isFile, isList: true, description: description === "" ? inner.description : description };
  }
  return { isFile: isBinary(own, partType), isList: false, description };
};

const isBinary = (schema: JsonObject, partType: string | undefined): boolean => {
  const format = textAt(schema, "format");
  if (format === "binary" || format === "file") return true;
  if (get(schema, "contentEncoding") !== undefined) return false;
  const mediaType = textAt(schema, "contentMediaType");
  if (mediaType !== undefined) return isBinaryType(mediaType);
  const isUntyped =
    typesOf(schema).length === 0 && get(schema, "properties") === undefined && get(schema, "anyOf") === undefined;
  const isText = typesOf(schema).includes("string");
  return (isUntyped || isText) && partType !== undefined && isBinaryType(partType);
};

const isBinaryType = (mediaType: string): boolean =>
  !/^text\/|json|xml|x-www-form-urlencoded/i.test(mediaType) && mediaType.includes("/");

/** Whether a name speaks of a file's content rather than of words about it. */
export const soundsLikeFile = (name: string): boolean => fileWords.test(name);
