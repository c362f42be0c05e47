import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RecordedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface DoubleAnswer {
  readonly status: number;
  readonly json: unknown;
  readonly headers?: Record<string, string>;
}

/** A provider and its API in a few lines: answers are set per path, and every request is kept. */
export interface UpstreamDouble {
  readonly url: string;
  readonly requests: RecordedRequest[];
  /** By path; a function may look at the request and wait. */
  readonly answers: Map<string, DoubleAnswer | ((request: RecordedRequest) => DoubleAnswer | Promise<DoubleAnswer>)>;
  readonly requestsTo: (path: string) => RecordedRequest[];
  readonly close: () => Promise<void>;
}

export const startUpstreamDouble = async (): Promise<UpstreamDouble> => {
  const requests: RecordedRequest[] = [];
  const answers: UpstreamDouble["answers"] = new Map();
  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const path = (incoming.url ?? "").split("?")[0] ?? "";
    const request = {
      method: incoming.method ?? "",
      path,
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString(),
    };
    requests.push(request);
    const known = answers.get(path);
    const { status, json, headers } = (typeof known === "function" ? await known(request) : known) ?? {
      status: 404,
      json: {},
    };
    outgoing.writeHead(status, { "content-type": "application/json", ...headers });
    outgoing.end(JSON.stringify(json));
  };
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    answers,
    requestsTo: (path) => requests.filter((request) => request.path === path),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
};
