import type { ParameterSpec, Schema } from "../openapi/operation.ts";

export const bodyFormatParameter: ParameterSpec = {
  name: "body-format",
  in: "query",
  description: "Representation of the body; without it the body is left out.",
  schema: { type: "string", enum: ["storage", "atlas_doc_format", "view"] },
};

export const sortParameter: ParameterSpec = {
  name: "sort",
  in: "query",
  description: "Order of the results; a leading hyphen turns it round.",
  schema: {
    type: "string",
    enum: ["id", "-id", "created-date", "-created-date", "modified-date", "-modified-date", "title", "-title"],
  },
};

/** An array filter, sent repeated or joined by commas. */
export const listParameter = (
  name: string,
  description: string,
  items: Schema = { type: "string" },
): ParameterSpec => ({
  name,
  in: "query",
  description,
  schema: { type: "array", items },
});
