// Started by the cluster's tests in a process of its own, to be killed: opens a private cluster and waits.
import { createLogger } from "@breezeway/core";
import { startPrivateCluster } from "../cluster/start-private-cluster.ts";

const [, , dataDir = ""] = process.argv;
const log = createLogger({ name: "hold-cluster", level: "silent" });
try {
  const cluster = await startPrivateCluster({ dataDir, log });
  process.stdout.write(`${JSON.stringify({ pid: cluster.pid, url: cluster.url.reveal() })}\n`);
  process.once("SIGTERM", () => void cluster.stop());
  setInterval(() => undefined, 1_000).unref();
  await cluster.ended;
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`);
  process.exitCode = 1;
}
process.exit();
