import type { SourceInput } from "../api/imports.ts";

/** A small document: list, create and delete notes. `extra` paths are added. */
export const notesDocument = (extra: object = {}, changes: object = {}): object => ({
  openapi: "3.1.0",
  info: { title: "Notes", version: "1.0.0", description: "Notes of a team." },
  servers: [{ url: "https://api.example.test/v1" }],
  components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  security: [{ token: [] }],
  paths: {
    "/notes": {
      get: {
        operationId: "listNotes",
        summary: "List notes",
        description: "Lists the notes that the user may see.",
        tags: ["notes"],
        parameters: [
          { name: "limit", in: "query", description: "How many at most", schema: { type: "integer", maximum: 100 } },
        ],
        responses: { "200": { description: "Notes" } },
      },
      post: {
        operationId: "createNote",
        summary: "Create a note",
        tags: ["notes"],
        requestBody: {
          required: true,
          content: {
            "application/json": {
              schema: {
                type: "object",
                required: ["title"],
                properties: {
                  title: { type: "string", description: "Title of the note" },
                  body: { type: "string", description: "Text of the note" },
                },
              },
            },
          },
        },
        responses: { "201": { description: "Created" } },
      },
    },
    "/notes/{id}": {
      delete: {
        operationId: "deleteNote",
        summary: "Delete a note",
        tags: ["notes"],
        parameters: [
          { name: "id", in: "path", required: true, description: "Id of the note", schema: { type: "string" } },
        ],
        responses: { "204": { description: "Deleted" } },
      },
    },
    ...extra,
  },
  ...changes,
});

/** A document of many operations, each with a body of its own that takes about `bytes` of text, and shared schemas. */
export const manyOperations = (operations: number, bytes: number, edition = "first"): object => {
  const fields = Math.max(1, Math.round(bytes / 150));
  const operation = (index: number): object => ({
    operationId: `writeThing${index}`,
    summary: `Write thing ${index}, ${edition}`,
    tags: [`Group ${index % 40}`],
    parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
    requestBody: {
      content: {
        "application/json": {
          schema: {
            type: "object",
            properties: {
              owner: { $ref: `#/components/schemas/Owner${index % 200}` },
              ...Object.fromEntries(
                Array.from({ length: fields }, (_, field) => [
                  `field${field}`,
                  {
                    type: "string",
                    maxLength: 100 + index,
                    description: `What field ${field} of thing ${index} holds.`,
                  },
                ]),
              ),
            },
          },
        },
      },
    },
    responses: { "200": { description: "The thing" } },
  });
  const owner = (index: number): object => ({
    type: "object",
    properties: { name: { type: "string" }, parent: { $ref: `#/components/schemas/Owner${index}` } },
  });
  return notesDocument(
    Object.fromEntries(
      Array.from({ length: operations }, (_, index) => [`/things-${index}/{id}`, { put: operation(index) }]),
    ),
    {
      components: {
        securitySchemes: { token: { type: "http", scheme: "bearer" } },
        schemas: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`Owner${index}`, owner(index)])),
      },
    },
  );
};

export const uploadOf = (document: object, fileName = "notes.json"): SourceInput => ({
  kind: "upload",
  fileName,
  content: Buffer.from(JSON.stringify(document)).toString("base64"),
});

/** The objects of an event stream. */
export const readEvents = <Event>(text: string): Event[] =>
  text
    .split("\n")
    .filter((line) => line.startsWith("data: "))
    .map((line) => JSON.parse(line.slice("data: ".length)) as Event);
