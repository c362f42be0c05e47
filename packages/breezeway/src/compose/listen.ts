import type { Server } from "node:http";
import { serve } from "@hono/node-server";
import { ServiceError } from "@breezeway/core";
import type { Hono } from "hono";

// Node's own limits (60 s, 300 s, checked every 30 s) let slow senders hold sockets for minutes.
const serverOptions = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 2_000,
  keepAliveTimeout: 75_000,
  maxHeaderSize: 32_768,
} as const;

export interface Listener {
  readonly port: number;
  /** Takes no new connection, ends idle ones, and waits for the rest up to the drain limit. */
  close(): Promise<void>;
}

const drainLimitMs = 30_000;

/** Serves an app on one port. Port 0 takes a free one. Throws `ServiceError` `conflict` when the port is taken. */
export const listen = ({
  app,
  host,
  port,
}: {
  app: Pick<Hono, "fetch">;
  host: string;
  port: number;
}): Promise<Listener> =>
  new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: host, port, serverOptions }, (address) =>
      resolve({ port: address.port, close: () => closeServer(server as Server) }),
    );
    server.once("error", (error: NodeJS.ErrnoException) => reject(listenError(error, host, port)));
  });

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const limit = setTimeout(() => server.closeAllConnections(), drainLimitMs);
    server.close(() => {
      clearTimeout(limit);
      resolve();
    });
    server.closeIdleConnections();
  });

const listenError = (error: NodeJS.ErrnoException, host: string, port: number): Error => {
  if (error.code === "EADDRINUSE")
    return new ServiceError("conflict", {
      message: `Port ${port} of ${host} is taken by another process. Stop that process, or choose another port with --port.`,
      cause: error,
    });
  if (error.code === "EACCES")
    return new ServiceError("forbidden", {
      message: `This user may not listen on port ${port}. Choose a port above 1023 with --port.`,
      cause: error,
    });
  return error;
};
