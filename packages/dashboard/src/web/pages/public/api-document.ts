import type { JsonSchema } from "@breezeway/core";

interface DocumentOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly tags: readonly string[];
  readonly parameters: readonly {
    readonly name: string;
    readonly in: string;
    readonly required: boolean;
    readonly description?: string;
    readonly schema: JsonSchema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: { readonly "200": { readonly content: Content } };
}
type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;

/** As much of our own OpenAPI document as the reference shows. */
export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>;
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: JsonSchema | undefined;
  readonly body: JsonSchema | undefined;
  readonly answer: JsonSchema | undefined;
}

/** Operations under their first tag, in the document's order. */
export const operationsByArea = ({ paths }: ApiDocument): { area: string; operations: Operation[] }[] => {
  const areas = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const area = operation.tags[0] ?? "";
      areas.set(area, [...(areas.get(area) ?? []), operationOf(path, method, operation)]);
    }
  return [...areas].map(([area, operations]) => ({ area, operations }));
};

const operationOf = (path: string, method: string, operation: DocumentOperation): Operation => ({
  id: operation.operationId,
  method: method.toUpperCase(),
  path,
  summary: operation.summary,
  description: operation.description,
  parameters: parametersOf(operation),
  body: operation.requestBody?.content["application/json"]?.schema,
  answer: operation.responses["200"].content["application/json"]?.schema,
});

/** All parameters as one object, so that they read like any other schema. */
const parametersOf = ({ parameters }: DocumentOperation): JsonSchema | undefined => {
  if (parameters.length === 0) return undefined;
  return {
    type: "object",
    properties: Object.fromEntries(
      parameters.map(({ name, schema, description }) => [
        name,
        description === undefined ? schema : { ...schema, description },
      ]),
    ),
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
  };
};
