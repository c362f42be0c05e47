import type { Operation, ParameterSpec, Schema } from "./operation.ts";

export interface DocumentInput {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly serverUrl: string;
  readonly serverVariables?: Readonly<Record<string, Schema>>;
  readonly operations: readonly Operation[];
  readonly schemas: Readonly<Record<string, Schema>>;
  readonly securitySchemes: Readonly<Record<string, Schema>>;
  /** Name of the OAuth scheme among `securitySchemes`; absent where operations declare the others only. */
  readonly oauthScheme?: string;
}

/** Writes the OpenAPI 3.0 document of the operations that are served, and of nothing else. */
export const buildDocument = (input: DocumentInput): Schema => {
  const paths: Record<string, Record<string, Schema>> = {};
  for (const operation of input.operations) {
    const item = (paths[operation.path] ??= {});
    item[operation.method.toLowerCase()] = describe(operation, input);
  }
  const variables = input.serverVariables === undefined ? {} : { variables: input.serverVariables };
  return {
    openapi: "3.0.3",
    info: { title: input.title, description: input.description, version: input.version },
    servers: [{ url: input.serverUrl, ...variables }],
    tags: [...new Set(input.operations.map((operation) => operation.tag))].map((name) => ({ name })),
    paths,
    components: { schemas: input.schemas, securitySchemes: input.securitySchemes },
  };
};

const describe = (operation: Operation, input: DocumentInput): Schema => ({
  tags: [operation.tag],
  operationId: operation.id,
  summary: operation.summary,
  description: operation.description,
  ...(operation.parameters === undefined ? {} : { parameters: operation.parameters.map(parameter) }),
  ...(operation.body === undefined ? {} : { requestBody: requestBody(operation.body) }),
  responses: responses(operation),
  security: Object.keys(input.securitySchemes).map((name) => ({
    [name]: name === input.oauthScheme ? [...(operation.scopes[0] ?? [])] : [],
  })),
  ...(input.oauthScheme === undefined
    ? {}
    : { "x-atlassian-oauth2-scopes": scopeGenerations(operation, input.oauthScheme) }),
});

const parameter = (spec: ParameterSpec): Schema => ({
  ...spec,
  required: spec.required ?? false,
});

const requestBody = (body: NonNullable<Operation["body"]>): Schema => ({
  required: true,
  ...(body.description === undefined ? {} : { description: body.description }),
  content: {
    [body.mediaType]: { schema: body.schema, ...(body.encoding === undefined ? {} : { encoding: body.encoding }) },
  },
});

const responses = (operation: Operation): Schema =>
  Object.fromEntries(
    Object.entries(operation.answers).map(([status, answer]) => [
      status,
      {
        description: answer.description,
        ...(answer.schema === undefined
          ? {}
          : { content: { [answer.mediaType ?? "application/json"]: { schema: answer.schema } } }),
      },
    ]),
  );

const scopeGenerations = (operation: Operation, scheme: string): Schema[] =>
  operation.scopes.map((scopes, index) => ({ scheme, state: index === 0 ? "Current" : "Beta", scopes: [...scopes] }));
