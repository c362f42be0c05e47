import type { Schema } from "../openapi/operation.ts";
import { ref } from "../openapi/operation.ts";

const text: Schema = { type: "string" };
const int: Schema = { type: "integer", format: "int32" };
const object = (properties: Record<string, Schema>): Schema => ({ type: "object", properties });
const arrayOf = (items: Schema): Schema => ({ type: "array", items });

export const v1Schemas: Readonly<Record<string, Schema>> = {
  SearchResults: object({
    results: arrayOf(ref("SearchResult")),
    start: int,
    limit: int,
    size: int,
    totalSize: { ...int, description: "An estimate." },
    cqlQuery: text,
    _links: { type: "object", additionalProperties: text },
  }),
  SearchResult: object({
    content: ref("Content"),
    title: { type: "string", description: "HTML-escaped; what matched stands between marks." },
    excerpt: text,
    url: text,
    resultGlobalContainer: object({ title: text, displayUrl: text }),
    entityType: text,
    lastModified: { type: "string", format: "date-time" },
    score: { type: "number" },
  }),
  // A page holds its ancestors and its container, which are contents again, as in the real document.
  Content: object({
    id: text,
    type: text,
    status: text,
    title: text,
    ancestors: arrayOf(ref("Content")),
    container: ref("Content"),
    version: object({ number: int, message: text, minorEdit: { type: "boolean" } }),
    _links: { type: "object", additionalProperties: text },
  }),
  ContentList: object({ results: arrayOf(ref("Content")), start: int, limit: int, size: int }),
  Label: object({ prefix: text, name: text, id: text, label: text }),
  LabelList: object({ results: arrayOf(ref("Label")), start: int, limit: int, size: int }),
  LabelWrite: {
    type: "object",
    required: ["prefix", "name"],
    properties: {
      prefix: { type: "string", description: "`global` for a label that all see.", enum: ["global", "my", "team"] },
      name: { type: "string", description: "The label: lower case, no spaces." },
    },
  },
  User: object({ type: text, accountId: text, displayName: text, email: text, publicName: text }),
  Refusal: object({ statusCode: int, message: text }),
};
