import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@breezeway/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signalProcess } from "../cluster/postmaster.ts";
import { startPrivateCluster, type PrivateCluster } from "../cluster/start-private-cluster.ts";
import { migrate } from "../migrate/migrate.ts";
import { openDatabase } from "./open-database.ts";
import type { Database } from "./scope.ts";

const log = createLogger({ name: "test", level: "silent" });
let root: string;
let cluster: PrivateCluster;
let database: Database;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "breezeway-frozen-"));
  cluster = await startPrivateCluster({ dataDir: join(root, "data"), log });
  await migrate({ url: cluster.migrateUrl, log });
  database = openDatabase({ url: cluster.url, role: "data", log });
}, 60_000);
afterAll(async () => {
  await thaw();
  await database.close();
  await cluster.stop();
  await rm(root, { recursive: true, force: true });
}, 60_000);

/** The server and every process of its connections. */
const listProcesses = async (): Promise<number[]> => {
  const entries = (await readdir("/proc")).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    entries.map(async (pid) => {
      const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
      return { pid: Number(pid), parent: Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[1]) };
    }),
  );
  return [cluster.pid, ...parents.filter(({ parent }) => parent === cluster.pid).map(({ pid }) => pid)];
};
const freeze = async (): Promise<void> => {
  for (const pid of await listProcesses()) signalProcess(pid, "SIGSTOP");
};
const thaw = async (): Promise<void> => {
  for (const pid of await listProcesses()) signalProcess(pid, "SIGCONT");
};

const ask = () => database.unscoped(({ sql }) => sql`SELECT 1 AS one`);

describe.skipIf(process.platform !== "linux")("with a frozen server", () => {
  it(
    "every query ends within 2 s, on open connections and on new ones, and all is well after",
    { timeout: 60_000 },
    async () => {
      await Promise.all(Array.from({ length: 5 }, ask));
      await freeze();
      const startedAt = performance.now();
      const ended = await Promise.all(
        Array.from({ length: 40 }, () =>
          ask().then(
            () => "answered",
            (error: unknown) => ({ error, afterMs: performance.now() - startedAt }),
          ),
        ),
      );
      for (const one of ended) {
        expect(one).toMatchObject({ error: { code: "unavailable" } });
        expect((one as { readonly afterMs: number }).afterMs).toBeLessThan(2_400);
      }
      await thaw();
      expect([...(await ask())]).toEqual([{ one: 1 }]);
    },
  );
});
