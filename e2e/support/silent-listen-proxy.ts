import { connect, createServer, type Socket } from "node:net";
import type { AddressInfo } from "node:net";

export interface SilentListenProxy {
  /** The database's URL through the proxy. */
  readonly url: string;
  /** Notifications that were swallowed. */
  swallowed(): number;
  close(): Promise<void>;
}

const notification = "A".charCodeAt(0);
const headerBytes = 5;

/**
 * Stands between a process and PostgreSQL and lets everything through but notifications, as a half-open LISTEN does:
 * the connection looks well and says nothing.
 */
export const startSilentListenProxy = async (databaseUrl: string): Promise<SilentListenProxy> => {
  const target = new URL(databaseUrl);
  const directory = target.searchParams.get("host");
  const sockets = new Set<Socket>();
  let swallowed = 0;
  const server = createServer((client) => {
    const upstream =
      directory === null
        ? connect(Number(target.port || 5432), target.hostname)
        : connect(`${directory}/.s.PGSQL.${target.searchParams.get("port") ?? "5432"}`);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => socket.destroy());
    }
    client.on("close", () => upstream.destroy());
    upstream.on("close", () => client.destroy());
    client.pipe(upstream);
    let pending: Buffer = Buffer.alloc(0);
    upstream.on("data", (chunk: Buffer) => {
      const parted = withoutNotifications(Buffer.concat([pending, chunk]));
      pending = parted.rest;
      swallowed += parted.swallowed;
      if (parted.passed.length > 0) client.write(parted.passed);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = new URL(databaseUrl);
  url.searchParams.delete("host");
  url.hostname = "127.0.0.1";
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.toString(),
    swallowed: () => swallowed,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
};

/** Splits the server's messages: https://www.postgresql.org/docs/18/protocol-message-formats.html */
const withoutNotifications = (bytes: Buffer): { passed: Buffer; rest: Buffer; swallowed: number } => {
  const passed: Buffer[] = [];
  let swallowed = 0;
  let at = 0;
  while (at + headerBytes <= bytes.length) {
    const end = at + 1 + bytes.readUInt32BE(at + 1);
    if (end > bytes.length) break;
    if (bytes[at] === notification) swallowed += 1;
    else passed.push(bytes.subarray(at, end));
    at = end;
  }
  return { passed: Buffer.concat(passed), rest: Buffer.from(bytes.subarray(at)), swallowed };
};
