import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A small API of our own, for what the emulator does not do: constant answers, slow ones, counted ones. */
export interface PlainApi {
  readonly url: string;
  /** Requests that came, by path. */
  readonly counts: ReadonlyMap<string, number>;
  answer(respond: Respond): void;
  close(): Promise<void>;
}

export type Respond = (request: IncomingMessage, response: ServerResponse) => void;

export const answerJson =
  (value: unknown = { ok: true }): Respond =>
  (request, response) => {
    request.resume();
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };

export const startPlainApi = async (respond: Respond = answerJson()): Promise<PlainApi> => {
  let current = respond;
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    counts.set(path, (counts.get(path) ?? 0) + 1);
    current(request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    counts,
    answer: (next) => {
      current = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/** Describes it: one reading and one writing operation. */
export const plainDocument = {
  openapi: "3.0.3",
  info: { title: "Plain", version: "1" },
  paths: {
    "/items": {
      get: { operationId: "listItems", responses: { 200: { description: "Items" } } },
      post: {
        operationId: "createItem",
        requestBody: {
          content: { "application/json": { schema: { type: "object", properties: { text: { type: "string" } } } } },
        },
        responses: { 200: { description: "Item" } },
      },
    },
  },
} as const;
