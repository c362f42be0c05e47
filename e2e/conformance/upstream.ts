import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** The API behind the server that the conformance suite looks at: one operation for each tool that the suite names. */
export interface ConformanceUpstream {
  readonly url: string;
  readonly documentUrl: string;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string | Buffer;
}

// A red pixel, and eight silent samples.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==",
  "base64",
);
const wav = Buffer.from("UklGRiwAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQgAAACAgICAgICAgA==", "base64");

const answers: Readonly<Record<string, Answer>> = {
  test_simple_text: { status: 200, mediaType: "text/plain", body: "This is a simple text response for testing." },
  test_error_handling: {
    status: 500,
    mediaType: "text/plain",
    body: "This tool intentionally returns an error for testing",
  },
  test_image_content: { status: 200, mediaType: "image/png", body: png },
  test_audio_content: { status: 200, mediaType: "audio/wav", body: wav },
  test_embedded_resource: { status: 200, mediaType: "application/octet-stream", body: Buffer.from([0, 1, 2, 3]) },
  test_streaming_elicitation: { status: 200, mediaType: "text/plain", body: "One answer, no stream." },
  test_logging_tool: { status: 200, mediaType: "text/plain", body: "Nothing was logged to the client." },
  json_schema_2020_12_tool: { status: 200, mediaType: "application/json", body: '{"ok":true}' },
};

const summaries: Readonly<Record<string, string>> = {
  test_simple_text: "Gives a line of text",
  test_error_handling: "Fails every time",
  test_image_content: "Gives a picture",
  test_audio_content: "Gives a sound",
  test_embedded_resource: "Gives bytes of no known kind",
  test_streaming_elicitation: "Answers without asking",
  test_logging_tool: "Works in silence",
  json_schema_2020_12_tool: "Takes an address",
};

// The schema of the last tool uses what OpenAPI 3.1 allows and what is bounded and flattened on import.
const addressBody = {
  required: true,
  content: {
    "application/json": {
      schema: {
        type: "object",
        properties: { name: { type: "string" }, address: { $ref: "#/components/schemas/address" } },
        additionalProperties: false,
      },
    },
  },
};

const document = (url: string) => ({
  openapi: "3.1.0",
  info: { title: "Conformance", version: "1.0.0", description: "Operations named after the tools of the suite." },
  servers: [{ url }],
  paths: Object.fromEntries(
    Object.entries(answers).map(([operationId, { mediaType }]) => [
      `/${operationId}`,
      {
        [operationId === "json_schema_2020_12_tool" ? "post" : "get"]: {
          operationId,
          summary: summaries[operationId],
          ...(operationId === "json_schema_2020_12_tool" ? { requestBody: addressBody } : {}),
          responses: { 200: { description: "The answer.", content: { [mediaType]: {} } } },
        },
      },
    ]),
  ),
  components: {
    schemas: {
      address: {
        type: "object",
        properties: { street: { type: "string" }, city: { type: "string" } },
        required: ["street"],
      },
    },
  },
});

export const startConformanceUpstream = async (): Promise<ConformanceUpstream> => {
  let url = "";
  const server = createServer((request, response) => {
    const name = (request.url ?? "").slice(1);
    const answer: Answer | undefined =
      name === "openapi.json"
        ? { status: 200, mediaType: "application/json", body: JSON.stringify(document(url)) }
        : answers[name];
    request.resume();
    response.writeHead(answer?.status ?? 404, { "content-type": answer?.mediaType ?? "text/plain" });
    response.end(answer?.body ?? "No such operation");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    documentUrl: `${url}/openapi.json`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
