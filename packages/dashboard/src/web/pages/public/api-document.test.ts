import { expect, it } from "vitest";
import { operationsByArea } from "./api-document.ts";

it("groups operations by their first tag and reads parameters as one object", () => {
  const path = { name: "workspace", in: "path", required: true, description: "Which.", schema: { type: "string" } };
  const query = { name: "limit", in: "query", required: false, schema: { type: "integer" } };
  const operation = {
    operationId: "listThings",
    summary: "List.",
    description: "List. Needs a scope.",
    tags: ["servers"],
    parameters: [path, query],
    responses: { "200": { content: { "application/json": { schema: { type: "object" } } } } },
  };
  expect(operationsByArea({ paths: { "/api/things": { get: operation } } })).toEqual([
    {
      area: "servers",
      operations: [
        {
          id: "listThings",
          method: "GET",
          path: "/api/things",
          summary: "List.",
          description: "List. Needs a scope.",
          parameters: {
            type: "object",
            properties: { workspace: { type: "string", description: "Which." }, limit: { type: "integer" } },
            required: ["workspace"],
          },
          body: undefined,
          answer: { type: "object" },
        },
      ],
    },
  ]);
});
