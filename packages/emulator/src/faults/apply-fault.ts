import type { IncomingMessage, ServerResponse } from "node:http";
import { createGzip } from "node:zlib";
import type { FaultKind } from "../emulator.ts";

const json = { "content-type": "application/json" } as const;
const filler = Buffer.alloc(65_536, "x");

/** Lets a request go wrong. Answers whether the request should still be served as usual. */
export const applyFault = async (
  fault: FaultKind,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> => {
  switch (fault.kind) {
    case "latency":
      await wait(fault.delayMs);
      return true;
    case "set_cookie":
      response.setHeader("set-cookie", "emulator=1; Path=/");
      return true;
    case "status":
      send(response, fault.status, fault.body ?? JSON.stringify({ message: "A fault of the emulator" }), fault.headers);
      return false;
    case "rate_limit":
      sendRateLimit(response, fault.retryAfterSeconds ?? 1_847);
      return false;
    case "token_refused":
      send(response, 401, JSON.stringify({ code: 401, message: "Unauthorized" }));
      return false;
    case "scope_refused":
      send(response, 401, JSON.stringify({ code: 401, message: "Unauthorized; scope does not match" }));
      return false;
    case "redirect":
      send(response, fault.status ?? 302, "", { location: fault.location });
      return false;
    case "invalid_json":
      send(response, 200, '{"results":[{"id":"1",');
      return false;
    case "hang":
      return false;
    case "hang_after_headers":
      response.writeHead(200, { ...json, "content-length": "1000" });
      response.flushHeaders();
      return false;
    case "reset":
      request.socket.resetAndDestroy();
      return false;
    case "truncate":
      response.writeHead(200, { ...json, "content-length": "1000" });
      response.write('{"results":[', () => request.socket.destroy());
      return false;
    case "wrong_length":
      request.socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${fault.declaredBytes}\r\nconnection: close\r\n\r\n{"results":[]}`,
      );
      return false;
    case "huge_headers":
      request.socket.end(
        `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\nx-filler: ${"x".repeat(fault.bytes ?? 1_000_000)}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
      );
      return false;
    case "endless":
      response.writeHead(200, json);
      pour(response, Infinity);
      return false;
    case "large_body":
      response.writeHead(200, { ...json, "content-length": String(fault.bytes) });
      pour(response, fault.bytes);
      return false;
    case "gzip_bomb":
      sendGzipBomb(response, fault.inflatedBytes ?? 200_000_000);
      return false;
  }
};

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const send = (
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void => {
  response.writeHead(status, { ...json, ...headers });
  response.end(body);
};

const sendRateLimit = (response: ServerResponse, retryAfterSeconds: number): void =>
  send(response, 429, JSON.stringify({ code: 429, message: "Rate limit exceeded" }), {
    "retry-after": String(retryAfterSeconds),
    "x-ratelimit-limit": "65000",
    "x-ratelimit-remaining": "0",
    "x-ratelimit-reset": new Date(Date.now() + retryAfterSeconds * 1_000).toISOString(),
    "ratelimit-reason": "confluence-quota-global-based",
  });

// Writes as fast as the other side reads, and stops when it is gone.
const pour = (response: ServerResponse, bytes: number): void => {
  let left = bytes;
  const write = (): void => {
    while (left > 0 && !response.destroyed) {
      const chunk = filler.subarray(0, Math.min(left, filler.length));
      left -= chunk.length;
      if (!response.write(chunk)) {
        response.once("drain", write);
        return;
      }
    }
    if (left <= 0) response.end();
  };
  write();
};

const sendGzipBomb = (response: ServerResponse, inflatedBytes: number): void => {
  response.writeHead(200, { ...json, "content-encoding": "gzip" });
  const gzip = createGzip({ level: 9 });
  gzip.pipe(response);
  response.on("close", () => gzip.destroy());
  let left = inflatedBytes;
  const write = (): void => {
    while (left > 0 && !gzip.destroyed) {
      left -= filler.length;
      if (!gzip.write(filler)) {
        gzip.once("drain", write);
        return;
      }
    }
    if (!gzip.destroyed) gzip.end();
  };
  write();
};
