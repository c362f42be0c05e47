import type { ServerResponse } from "node:http";
import { defaultPolicy } from "@breezeway/core";
import type { ReleaseManifest, ServerPolicy } from "@breezeway/core";
import { afterEach } from "vitest";
import { startTestPlane } from "./data-plane.ts";
import type { TestPlane } from "./data-plane.ts";
import { manifest, operation, parameter, tool } from "./manifest.ts";
import { createClient } from "./mcp-client.ts";
import type { Client } from "./mcp-client.ts";
import { startUpstream } from "./upstream.ts";
import type { ReceivedRequest, TestUpstream } from "./upstream.ts";

/** Upstreams of the running test; closed after it. */
export const open: TestUpstream[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

const idParameter = parameter({ name: "id", in: "path", schema: { type: "integer", format: "int64" } });
const bodyFormat = parameter({
  name: "body-format",
  argument: "body_format",
  in: "query",
  schema: { type: "string", enum: ["storage", "view"] },
});
export const getPage = tool(
  "get_page",
  operation({ method: "GET", path: "/pages/{id}", parameters: [idParameter, bodyFormat] }),
);
const makePage = tool(
  "make_page",
  operation({
    method: "POST",
    path: "/pages",
    body: {
      required: true,
      mediaType: "application/json",
      encoding: {},
      content: {
        kind: "properties",
        properties: [{ argument: "title", name: "title", required: true, schema: { type: "string" } }],
      },
    },
  }),
);

export interface Setting {
  readonly api: TestUpstream;
  readonly plane: TestPlane;
  readonly client: Client;
  readonly call: () => ReturnType<Client["modern"]>;
  readonly write: () => ReturnType<Client["modern"]>;
}

/** A data plane with a tool that reads and one that writes, before an upstream that answers as told. */
export const against = async (
  answer: (response: ServerResponse, request: ReceivedRequest, index: number) => void,
  given: Partial<ReleaseManifest> & { readonly policy?: ServerPolicy } = {},
  overrides: Parameters<typeof startTestPlane>[1] = {},
): Promise<Setting> => {
  const api = await startUpstream((request, response, index) => answer(response, request, index));
  open.push(api);
  const plane = startTestPlane(manifest({ baseUrl: `${api.url}/v2`, tools: [getPage, makePage], ...given }), overrides);
  const client = createClient(plane.app);
  return {
    api,
    plane,
    client,
    call: () => client.modern("tools/call", { name: "get_page", arguments: { id: "42" } }),
    write: () => client.modern("tools/call", { name: "make_page", arguments: { title: "T" } }),
  };
};

export const policy = (given: Partial<ServerPolicy>): ServerPolicy => ({ ...defaultPolicy, ...given });
