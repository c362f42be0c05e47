import { defaultPolicy, hashManifest, releaseId, serverId, slugSchema, sourceId, workspaceId } from "@breezeway/core";
import type { OperationBinding, ParameterBinding, ReleaseManifest, ToolDefinition } from "@breezeway/core";

/** Building blocks of releases for tests. */
export const testIds = { workspace: workspaceId.create(), server: serverId.create(), source: sourceId.create() };

export const parameter = (
  given: Pick<ParameterBinding, "name" | "in"> & Partial<ParameterBinding>,
): ParameterBinding => ({
  argument: given.name,
  style: given.in === "query" || given.in === "cookie" ? "form" : "simple",
  explode: given.in === "query" || given.in === "cookie",
  allowReserved: false,
  required: given.in === "path",
  schema: { type: "string" },
  ...given,
});

export const operation = (
  given: Pick<OperationBinding, "method" | "path"> & Partial<OperationBinding>,
): OperationBinding => ({
  sourceId: testIds.source,
  key: `${given.method} ${given.path}`,
  parameters: [],
  headers: {},
  accept: "application/json",
  renamedKeys: [],
  ...given,
});

export const tool = (name: string, binding: OperationBinding, given: Partial<ToolDefinition> = {}): ToolDefinition => ({
  name,
  title: name,
  description: `What ${name} does.`,
  inputSchema: { type: "object", properties: {} },
  annotations: {
    readOnlyHint: binding.method === "GET",
    destructiveHint: binding.method === "DELETE",
    idempotentHint: binding.method !== "POST",
    openWorldHint: true,
  },
  scopes: [],
  operation: binding,
  ...given,
});

export const manifest = (given: Partial<ReleaseManifest> & { readonly baseUrl: string }): ReleaseManifest => {
  const { baseUrl, ...rest } = given;
  return {
    manifestVersion: 1,
    workspace: { id: testIds.workspace, slug: slugSchema.parse("acme") },
    server: {
      id: testIds.server,
      slug: slugSchema.parse("wiki"),
      name: "Wiki",
      version: "1",
      description: "",
      instructions: "Use it well.",
    },
    credential: { mode: "passthrough" },
    access: "credential",
    presentation: "all",
    policy: defaultPolicy,
    sources: [{ id: testIds.source, title: "API", baseUrl, variables: {}, definitions: {} }],
    tools: [],
    ...rest,
  };
};

export const stored = (given: ReleaseManifest) => {
  const { text, contentHash } = hashManifest(given);
  return { id: releaseId.create(), text, contentHash };
};
