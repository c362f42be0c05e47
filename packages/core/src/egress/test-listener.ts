import { createServer } from "node:net";
import type { Server, Socket } from "node:net";

/** A listener that says exactly the bytes a test wants said, and keeps what it heard. */
export interface TestListener {
  readonly host: string;
  readonly port: number;
  readonly origin: string;
  /** Connections made so far. */
  connections: number;
  /** Bytes heard so far, on all connections. */
  heard: string;
  /** Connections open now. */
  readonly open: ReadonlySet<Socket>;
  close(): Promise<void>;
}

export interface TestListenerOptions {
  readonly host?: string;
  readonly port?: number;
  /** Called for each whole request head heard; default says nothing. */
  readonly onRequest?: (socket: Socket, head: string) => void;
  readonly create?: (onConnection: (socket: Socket) => void) => Server;
}

export const startListener = async (options: TestListenerOptions = {}): Promise<TestListener> => {
  const { host = "127.0.0.1", port = 0, onRequest, create = (listener) => createServer(listener) } = options;
  const open = new Set<Socket>();
  const onConnection = (socket: Socket): void => {
    listener.connections += 1;
    open.add(socket);
    let pending = "";
    socket.on("error", () => socket.destroy());
    socket.on("close", () => open.delete(socket));
    socket.on("data", (bytes) => {
      listener.heard += bytes.toString("latin1");
      pending += bytes.toString("latin1");
      for (let end = pending.indexOf("\r\n\r\n"); end >= 0; end = pending.indexOf("\r\n\r\n")) {
        const head = pending.slice(0, end + 4);
        pending = pending.slice(end + 4 + bodyLength(head));
        onRequest?.(socket, head);
      }
    });
  };
  const server = create(onConnection);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(port, host, resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The listener has no port.");
  const listener = {
    host,
    port: address.port,
    origin: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    connections: 0,
    heard: "",
    open,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return listener;
};

/** Like `startListener`, but undefined where this machine does not have the address (`::1` in many containers). */
export const startListenerIfPossible = async (options: TestListenerOptions): Promise<TestListener | undefined> => {
  try {
    return await startListener(options);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EADDRNOTAVAIL") return undefined;
    throw error;
  }
};

/** Says a whole answer with the right length. */
export const answer = (body = "ok", headers = "", status = "200 OK") =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;

const bodyLength = (head: string): number => Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
