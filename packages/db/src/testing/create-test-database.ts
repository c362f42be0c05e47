import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { createLogger, Secret, type Logger } from "@breezeway/core";
import { inject } from "vitest";
import { z } from "zod";
import { readDatabaseUrl } from "../database/connection-options.ts";
import { openLane } from "../database/lane.ts";
import { openDatabase } from "../database/open-database.ts";
import type { Database } from "../database/scope.ts";
import { templateName, urlFor } from "./test-urls.ts";
import "./global-setup.ts";

export interface TestDatabase {
  /** The plain login of the product: may become control or data. */
  readonly url: Secret;
  /** The superuser's: for migrations and for looking behind row security. */
  readonly migrateUrl: Secret;
  readonly control: Database;
  readonly data: Database;
  /** Sees all rows; for seeding and for looking. */
  readonly owner: Database;
  close(): Promise<void>;
}

export interface TestDatabaseOptions {
  /** 10 s unless told: a busy machine is not what most tests are about. */
  readonly deadlineMs?: number;
  readonly log?: Logger;
  /** False: an empty database that nothing has been migrated into. */
  readonly migrated?: boolean;
}

const defaultDeadlineMs = 10_000;
const answer = z.union([z.object({ url: z.string() }), z.object({ error: z.string() })]);

/** A migrated database of its own on the one private cluster of this test run. */
export const createTestDatabase = async (options: TestDatabaseOptions = {}): Promise<TestDatabase> => {
  const clusterUrl = await askForCluster(inject("breezewayTestCluster"));
  const database = `test_${randomBytes(8).toString("hex")}`;
  const template = options.migrated === false ? "template0" : templateName;
  await runAsSuperuser(clusterUrl, `CREATE DATABASE ${database} TEMPLATE ${template}`);
  const migrateUrl = urlFor(clusterUrl, { database });
  const url = urlFor(migrateUrl, { user: "breezeway_app" });
  const log = options.log ?? createLogger({ name: "test", level: "warn" });
  const deadlineMs = options.deadlineMs ?? defaultDeadlineMs;
  const control = openDatabase({ url, role: "control", log, deadlineMs });
  const data = openDatabase({ url, role: "data", log, deadlineMs });
  const owner = openDatabase({ url: migrateUrl, role: "owner", log, deadlineMs });
  return {
    url,
    migrateUrl,
    control,
    data,
    owner,
    close: async () => {
      await Promise.all([control, data, owner].map((pool) => pool.close()));
      await runAsSuperuser(clusterUrl, `DROP DATABASE ${database} WITH (FORCE)`);
    },
  };
};

const runAsSuperuser = async (url: Secret, statement: string): Promise<void> => {
  const lane = openLane({ address: readDatabaseUrl(url), settings: {}, onNotice: () => undefined });
  try {
    await lane.sql.unsafe(statement);
  } finally {
    await lane.end();
  }
};

const askForCluster = async (socketPath: string): Promise<Secret> => {
  const text = await new Promise<string>((resolve, reject) => {
    const socket = connect(socketPath);
    let received = "";
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => {
      received += chunk;
    });
    socket.once("error", reject);
    socket.once("end", () => resolve(received));
  });
  const parsed = answer.parse(JSON.parse(text));
  if ("error" in parsed) throw new Error(parsed.error);
  return Secret.of(parsed.url);
};
