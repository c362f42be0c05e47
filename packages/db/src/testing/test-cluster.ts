import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger, type Logger } from "@breezeway/core";
import { startPrivateCluster, type PrivateCluster } from "../cluster/start-private-cluster.ts";
import { readDatabaseUrl } from "../database/connection-options.ts";
import { openLane } from "../database/lane.ts";
import { migrate } from "../migrate/migrate.ts";
import { templateName, urlFor } from "./test-urls.ts";

/** Answers each connection with the cluster's superuser URL; the first one starts the cluster. */
export interface TestClusterHost {
  readonly socketPath: string;
  stop(): Promise<void>;
}

/** Durability is nothing to a test; speed is. */
const testSettings = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "400",
  shared_buffers: "128MB",
};

export const hostTestCluster = async (): Promise<TestClusterHost> => {
  const directory = await mkdtemp(join(tmpdir(), "breezeway-test-"));
  const log = createLogger({ name: "test-cluster", level: "warn" });
  let starting: Promise<PrivateCluster> | undefined;
  const socketPath = join(directory, "ask");
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    starting ??= startWithTemplate(join(directory, "data"), log);
    starting.then(
      (cluster) => socket.end(JSON.stringify({ url: cluster.migrateUrl.reveal() })),
      (error: unknown) => socket.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) })),
    );
  });
  await listen(server, socketPath);
  return {
    socketPath,
    stop: async () => {
      server.close();
      const cluster = await starting?.catch(() => undefined);
      await cluster?.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
};

const startWithTemplate = async (dataDir: string, log: Logger): Promise<PrivateCluster> => {
  const cluster = await startPrivateCluster({ dataDir, log, settings: testSettings });
  const lane = openLane({
    address: readDatabaseUrl(cluster.migrateUrl),
    settings: { client_min_messages: "warning" },
    onNotice: () => undefined,
  });
  await lane.sql.unsafe(`CREATE DATABASE ${templateName}`);
  await lane.end();
  await migrate({ url: urlFor(cluster.migrateUrl, { database: templateName }), log });
  return cluster;
};

const listen = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(path, resolve);
    server.unref();
  });
