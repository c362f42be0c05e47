import { type AddressInfo, createServer, type Socket } from "node:net";

export interface RecordedMessage {
  /** Bytes up to the empty line, as they came. */
  readonly head: string;
  readonly target: string;
  /** Header lines as name and value, in order. */
  readonly headers: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export interface ByteRecorder {
  readonly url: string;
  /** Requests since the last call. */
  take(): RecordedMessage[];
  close(): Promise<void>;
}

const separator = Buffer.from("\r\n\r\n");
const answer = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n";

/** An upstream that keeps the bytes it got and parses no more of HTTP than the length of a message. */
export const startByteRecorder = async (extraHeaders = ""): Promise<ByteRecorder> => {
  let messages: RecordedMessage[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => socket.destroy());
    let pending: Buffer = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      pending = Buffer.concat([pending, chunk]);
      for (let next = takeMessage(pending); next !== undefined; next = takeMessage(pending)) {
        pending = pending.subarray(next.length);
        messages.push(next.message);
        socket.write(`${answer}${extraHeaders}\r\n{}`);
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    take: () => messages.splice(0),
    close: () =>
      new Promise((resolve) => {
        messages = [];
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

const takeMessage = (bytes: Buffer): { readonly message: RecordedMessage; readonly length: number } | undefined => {
  const headEnd = bytes.indexOf(separator);
  if (headEnd === -1) return undefined;
  const head = bytes.toString("latin1", 0, headEnd);
  const [start = "", ...lines] = head.split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const valueOf = (name: string): string | undefined => headers.find(([known]) => known === name)?.[1];
  const bodyStart = headEnd + separator.length;
  const bodyLength =
    valueOf("transfer-encoding") === undefined
      ? Number(valueOf("content-length") ?? 0)
      : chunkedLength(bytes, bodyStart);
  if (bodyLength === undefined || bytes.length < bodyStart + bodyLength) return undefined;
  const body = bytes.subarray(bodyStart, bodyStart + bodyLength);
  return { message: { head, target: start.split(" ")[1] ?? "", headers, body }, length: bodyStart + bodyLength };
};

const chunkedLength = (bytes: Buffer, from: number): number | undefined => {
  const end = bytes.indexOf("0\r\n\r\n", from);
  return end === -1 ? undefined : end + 5 - from;
};
