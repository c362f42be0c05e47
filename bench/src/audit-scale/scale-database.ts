import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLogger } from "@breezeway/core";
import { migrate, openDatabase, startPrivateCluster } from "@breezeway/db";
import type { Database } from "@breezeway/db";

export interface ScaleDatabase {
  readonly dataDir: string;
  /** As the dashboard reads. */
  readonly control: Database;
  /** As the data plane writes. */
  readonly data: Database;
  readonly owner: Database;
  close(): Promise<void>;
}

const patientMs = 30 * 60_000;

/** A private cluster as the product starts it; with a folder given, the one that an earlier run left there. */
export const openScaleDatabase = async (dataDir: string | undefined): Promise<ScaleDatabase> => {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), "breezeway-audit-scale-")));
  const log = createLogger({ name: "bench", level: "warn" });
  const cluster = await startPrivateCluster({ dataDir: folder, log });
  await migrate({ url: cluster.migrateUrl, log });
  const control = openDatabase({ url: cluster.url, role: "control", log, deadlineMs: 300_000 });
  const data = openDatabase({ url: cluster.url, role: "data", log, deadlineMs: 300_000 });
  const owner = openDatabase({ url: cluster.migrateUrl, role: "owner", log, deadlineMs: patientMs });
  return {
    dataDir: folder,
    control,
    data,
    owner,
    close: async () => {
      await Promise.all([control, data, owner].map((database) => database.close()));
      await cluster.stop();
    },
  };
};
