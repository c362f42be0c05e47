import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import type { RecordedRequest } from "../emulator.ts";

const maxRequests = 20_000;

type Recording = { -readonly [Key in keyof RecordedRequest]: RecordedRequest[Key] };

/** Keeps what came over the wire, so that tests can see what was sent and what was not. */
export class Recorder {
  #requests: Recording[] = [];
  #connections: Buffer[][] = [];

  record(listener: "main" | "media", request: IncomingMessage, response: ServerResponse): void {
    const recording: Recording = {
      listener,
      method: request.method ?? "",
      target: request.url ?? "",
      rawHeaders: pairs(request.rawHeaders),
      atMs: Date.now(),
      aborted: false,
    };
    this.#requests.push(recording);
    if (this.#requests.length > maxRequests) this.#requests.shift();
    response.on("close", () => {
      recording.aborted = !response.writableFinished;
    });
  }

  recordBytes(socket: Socket): void {
    const chunks: Buffer[] = [];
    this.#connections.push(chunks);
    socket.on("data", (chunk) => chunks.push(Buffer.from(chunk)));
  }

  requests(): readonly RecordedRequest[] {
    return this.#requests;
  }

  bytes(): readonly Buffer[] {
    return this.#connections.map((chunks) => Buffer.concat(chunks));
  }

  clear(): void {
    this.#requests = [];
    for (const chunks of this.#connections) chunks.length = 0;
  }
}

const pairs = (raw: readonly string[]): (readonly [string, string])[] => {
  const result: (readonly [string, string])[] = [];
  for (let index = 0; index < raw.length; index += 2) result.push([raw[index] ?? "", raw[index + 1] ?? ""]);
  return result;
};
