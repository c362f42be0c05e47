// The API's own OpenAPI document, made from the route table: what a token may call, and nothing that is not there.
import type { JsonObject } from "@breezeway/core";
import { apiError } from "../api/fields.ts";
import { permissions, permissionTexts } from "../api/permissions.ts";
import type { Permission } from "../api/permissions.ts";
import { isOpenToTokens } from "../api/route.ts";
import type { RouteDefinition } from "../api/route.ts";
import { createSchemaWriter } from "./schema-writer.ts";
import type { SchemaWriter } from "./schema-writer.ts";

export const buildOpenApi = (
  routes: Readonly<Record<string, RouteDefinition>>,
  input: { readonly dashboardUrl: string; readonly version: string },
): JsonObject => {
  const writer = createSchemaWriter();
  const error = writer.write("Error", apiError, "output");
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const [name, route] of Object.entries(routes)) {
    if (!isOpenToTokens(route)) continue;
    const path = route.path.replaceAll(/:([A-Za-z]+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method]: operationOf(name, route, writer, error) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Breezeway",
      version: input.version,
      description: `Manage MCP servers made from OpenAPI documents: import, curate, publish, watch. ${exceptions}`,
    },
    servers: [{ url: input.dashboardUrl }],
    security: [{ apiToken: [] }],
    paths,
    components: {
      securitySchemes: {
        apiToken: { type: "http", scheme: "bearer", description: "A personal API token of one workspace, `bwa_…`." },
      },
      schemas: writer.components(),
    },
  };
};

/** Held against the route table by a test: whoever changes one reads the other. */
const exceptions =
  "What the dashboard does, an API token can do within its workspace, its scopes and its maker's role, but for what is a " +
  "person's own: signing up and in, the account with its sessions, password and second factor; making, seeing and revoking " +
  "API tokens; founding, joining and leaving workspaces; signing in at a provider to test it; and the operator's page.";

const operationOf = (name: string, route: RouteDefinition, writer: SchemaWriter, error: JsonObject): JsonObject => ({
  operationId: name,
  summary: route.summary,
  description: `${route.summary} ${needOf(route)}`,
  tags: [isPermission(route.access) ? (route.access.split(".")[0] ?? "") : "general"],
  ...(route.access === "public" && { security: [] }),
  parameters: [...pathParameters(route), ...queryParameters(name, route, writer)],
  ...(route.body && {
    requestBody: {
      required: true,
      content: { "application/json": { schema: writer.write(`${name}Input`, route.body, "input") } },
    },
  }),
  responses: {
    "200": { description: "Done.", content: contentOf(name, route, writer) },
    default: { description: "Refused; says why.", content: { "application/json": { schema: error } } },
  },
});

const isPermission = (access: RouteDefinition["access"]): access is Permission => access in permissions;

const needOf = ({ access }: RouteDefinition): string => {
  if (isPermission(access)) return `Needs the scope \`${access}\`: ${permissionTexts[access].toLowerCase()}.`;
  return access === "public" ? "Needs no token." : "Any API token may, whatever its scopes.";
};

const pathTexts: Readonly<Record<string, string>> = {
  workspace: "Id or slug of the workspace.",
  server: "Id or slug of the server.",
};

const pathParameters = ({ path }: RouteDefinition): JsonObject[] =>
  Array.from(path.matchAll(/:([A-Za-z]+)/g), ([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    description: pathTexts[name] ?? `The ${name}.`,
    schema: { type: "string" },
  }));

const queryParameters = (name: string, { query }: RouteDefinition, writer: SchemaWriter): JsonObject[] =>
  Object.entries(query?.shape ?? {}).map(([parameter, schema]) => {
    const written = writer.write(`${name}${parameter}`, schema, "input");
    return { name: parameter, in: "query", required: !schema.safeParse(undefined).success, schema: written };
  });

const contentOf = (name: string, route: RouteDefinition, writer: SchemaWriter): JsonObject => {
  const text: JsonObject = { schema: { type: "string" } };
  switch (route.format ?? "json") {
    case "json":
      return { "application/json": { schema: writer.write(`${name}Output`, route.output, "output") } };
    case "event-stream":
      return { "text/event-stream": text };
    case "download":
      return { "text/csv": text, "application/x-ndjson": text };
  }
};
