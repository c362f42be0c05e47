import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createLogger } from "@breezeway/core";
import { afterEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { openDatabase } from "../database/open-database.ts";
import { migrate } from "../migrate/migrate.ts";
import { ClusterError } from "./cluster-error.ts";
import { findServedCluster } from "./find-served-cluster.ts";
import { isAlive, signalProcess } from "./postmaster.ts";
import { startPrivateCluster, type PrivateCluster } from "./start-private-cluster.ts";

const log = createLogger({ name: "test", level: "silent" });
const holdScript = fileURLToPath(new URL("../testing/hold-cluster.ts", import.meta.url));
const isRoot = process.getuid?.() === 0;
const undo: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  // oxlint-disable-next-line no-await-in-loop -- in reverse order
  for (const step of undo.splice(0).toReversed()) await step();
});

// A server whose owner was killed may still be writing its last files.
const whileItEnds = { recursive: true, force: true, maxRetries: 20, retryDelay: 100 } as const;

const makeDataDir = async (under = tmpdir()): Promise<string> => {
  const root = await mkdtemp(join(under, "breezeway-cluster-"));
  await chmod(root, 0o755);
  undo.push(() => rm(root, whileItEnds));
  return join(root, "data");
};
const start = async (dataDir: string, installed?: readonly string[]): Promise<PrivateCluster> => {
  const cluster = await startPrivateCluster({ dataDir, log, ...(installed === undefined ? {} : { installed }) });
  undo.push(() => cluster.stop());
  return cluster;
};
const ask = async (cluster: PrivateCluster, statement: string): Promise<Record<string, unknown>[]> => {
  const database = openDatabase({ url: cluster.url, role: "control", log, deadlineMs: 10_000 });
  try {
    return [...(await database.unscoped(({ sql }) => sql.unsafe(statement)))];
  } finally {
    await database.close();
  }
};

const held = z.object({ pid: z.number().optional(), url: z.string().optional(), error: z.string().optional() });
const hold = async (
  dataDir: string,
): Promise<{ readonly child: ChildProcess; readonly said: z.infer<typeof held> }> => {
  const child = spawn(process.execPath, ["--conditions=breezeway-source", holdScript, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  undo.push(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill("SIGKILL");
      await once(child, "exit");
    }
  });
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  return { child, said: held.parse(JSON.parse(line.toString("utf8"))) };
};
const killed = async (child: ChildProcess): Promise<void> => {
  child.kill("SIGKILL");
  await once(child, "exit");
};
const gone = (pid: number): Promise<void> => expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false);

describe("startPrivateCluster", () => {
  it("starts, keeps its data over a restart, and stops its process", { timeout: 60_000 }, async () => {
    const dataDir = await makeDataDir();
    const first = await start(dataDir);
    await migrate({ url: first.migrateUrl, log });
    expect(await ask(first, "SELECT count(*)::int AS n FROM schema_migrations")).not.toEqual([{ n: 0 }]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start(dataDir);
    expect(await migrate({ url: second.migrateUrl, log })).toEqual({ applied: [] });
  });

  it("is found by commands beside the process that serves with it, and by no one after that", async () => {
    const dataDir = await makeDataDir();
    expect(await findServedCluster({ dataDir })).toBeUndefined();
    const { child, said } = await hold(dataDir);
    const found = await findServedCluster({ dataDir });
    expect(found?.url.reveal()).toBe(said.url);
    if (!found) throw new Error("The cluster was not found.");
    const database = openDatabase({ url: found.migrateUrl, role: "owner", log, deadlineMs: 10_000 });
    undo.push(() => database.close());
    expect([...(await database.unscoped(({ sql }) => sql`SELECT 1 AS one`))]).toEqual([{ one: 1 }]);
    await database.close();
    await killed(child);
    await expect.poll(() => findServedCluster({ dataDir }), { timeout: 15_000 }).toBeUndefined();
  }, 60_000);

  it("tells when the server has ended, and not before", { timeout: 60_000 }, async () => {
    const cluster = await start(await makeDataDir());
    let hasEnded = false;
    const ended = cluster.ended.then(() => {
      hasEnded = true;
      return hasEnded;
    });
    await migrate({ url: cluster.migrateUrl, log });
    expect(hasEnded).toBe(false);
    signalProcess(cluster.pid, "SIGQUIT");
    expect(await ended).toBe(true);
  });

  it("gives the product a login that is neither superuser nor owner", { timeout: 60_000 }, async () => {
    const cluster = await start(await makeDataDir());
    await migrate({ url: cluster.migrateUrl, log });
    const database = openDatabase({
      url: cluster.url,
      role: "data",
      log,
      refusePrivilegedLogin: true,
      deadlineMs: 10_000,
    });
    undo.push(() => database.close());
    const rows = await database.unscoped(
      ({ sql }) => sql`SELECT current_user::text AS role, session_user::text AS login`,
    );
    expect([...rows]).toEqual([{ role: "breezeway_data", login: "breezeway_app" }]);
    const privileged = openDatabase({
      url: cluster.migrateUrl,
      role: "data",
      log,
      refusePrivilegedLogin: true,
      deadlineMs: 10_000,
    });
    undo.push(() => privileged.close());
    await expect(privileged.unscoped(({ sql }) => sql`SELECT 1`)).rejects.toThrow(/is a superuser/);
  });

  it(
    "runs npm's binaries when none are installed, and keeps to the version that made the data",
    { timeout: 90_000 },
    async () => {
      const dataDir = await makeDataDir();
      const first = await start(dataDir, []);
      expect(await ask(first, "SELECT current_setting('server_version_num')::int >= 180000 AS embedded")).toEqual([
        { embedded: true },
      ]);
      await first.stop();
      // Whatever the PATH offers now, the data directory decides.
      const second = await start(dataDir);
      expect(await ask(second, "SELECT current_setting('server_version_num')::int >= 180000 AS embedded")).toEqual([
        { embedded: true },
      ]);
    },
  );

  it("refuses a data directory of a version that is not installed", async () => {
    const dataDir = await makeDataDir();
    await mkdir(join(dataDir, "postgres"), { recursive: true });
    await writeFile(join(dataDir, "postgres", "PG_VERSION"), "9\n");
    await expect(startPrivateCluster({ dataDir, log })).rejects.toThrow(/made by PostgreSQL 9, which is not installed/);
  });

  it("listens on a socket that nobody else may enter, and on no port", { timeout: 60_000 }, async () => {
    const dataDir = await makeDataDir();
    const cluster = await start(dataDir);
    expect((await stat(join(dataDir, "run"))).mode & 0o777).toBe(0o700);
    await migrate({ url: cluster.migrateUrl, log });
    expect(await ask(cluster, "SELECT current_setting('listen_addresses') AS at")).toEqual([{ at: "" }]);
  });

  it("uses a short socket directory where the data directory's path is too long", { timeout: 60_000 }, async () => {
    const dataDir = join(await makeDataDir(), "a".repeat(60), "b".repeat(60));
    const cluster = await start(dataDir);
    const directory = new URL(cluster.url.reveal()).searchParams.get("host") ?? "";
    expect(directory.length).toBeLessThan(80);
    await cluster.stop();
    expect(existsSync(directory)).toBe(false);
  });

  it(
    "says clearly that another process uses the data directory, and leaves that one alone",
    { timeout: 60_000 },
    async () => {
      const dataDir = await makeDataDir();
      const cluster = await start(dataDir);
      const { said } = await hold(dataDir);
      expect(said.error).toMatch(/is in use by breezeway process \d+\. Stop that one/);
      expect(isAlive(cluster.pid)).toBe(true);
      await migrate({ url: cluster.migrateUrl, log });
    },
  );

  it(
    "lets exactly one of two processes that start at once have a fresh data directory",
    { timeout: 60_000 },
    async () => {
      const dataDir = await makeDataDir();
      const both = await Promise.all([hold(dataDir), hold(dataDir)]);
      expect(both.filter(({ said }) => said.pid !== undefined)).toHaveLength(1);
      expect(both.filter(({ said }) => /in use by/.test(said.error ?? ""))).toHaveLength(1);
    },
  );

  it("stops the server when the process that owns it is killed", { timeout: 60_000 }, async () => {
    const { child, said } = await hold(await makeDataDir());
    expect(isAlive(said.pid ?? 0)).toBe(true);
    await killed(child);
    await gone(said.pid ?? 0);
  });

  it(
    "starts at once after its owner was killed, whether the server is still going down or not",
    { timeout: 60_000 },
    async () => {
      const dataDir = await makeDataDir();
      const { child } = await hold(dataDir);
      await killed(child);
      const cluster = await start(dataDir);
      expect((await migrate({ url: cluster.migrateUrl, log })).applied).not.toEqual([]);
    },
  );

  it("takes over a server whose owner and watchdog are both gone", { timeout: 60_000 }, async () => {
    const dataDir = await makeDataDir();
    const { child, said } = await hold(dataDir);
    const watchdogs = await findWatchdogs(dataDir);
    expect(watchdogs).toHaveLength(1);
    for (const pid of watchdogs) signalProcess(pid, "SIGKILL");
    await killed(child);
    expect(isAlive(said.pid ?? 0)).toBe(true);
    const cluster = await start(dataDir);
    expect(cluster.pid).toBe(said.pid);
    await migrate({ url: cluster.migrateUrl, log });
    await cluster.stop();
    await gone(said.pid ?? 0);
  });

  it("ends an orphan that does not answer and starts anew", { timeout: 90_000 }, async () => {
    const dataDir = await makeDataDir();
    const { child, said } = await hold(dataDir);
    for (const pid of await findWatchdogs(dataDir)) signalProcess(pid, "SIGKILL");
    await killed(child);
    signalProcess(said.pid ?? 0, "SIGSTOP");
    const cluster = await start(dataDir);
    expect(cluster.pid).not.toBe(said.pid);
    await migrate({ url: cluster.migrateUrl, log });
  });

  it("is not fooled by a pid file whose number another program has", { timeout: 60_000 }, async () => {
    const dataDir = await makeDataDir();
    await (await start(dataDir)).stop();
    await writeFile(
      join(dataDir, "postgres", "postmaster.pid"),
      `${process.pid}\n${join(dataDir, "postgres")}\n0\n5432\n\n`,
    );
    expect(isAlive((await start(dataDir)).pid)).toBe(true);
  });

  it("explains a data directory that cannot be made", async () => {
    const dataDir = await makeDataDir();
    await writeFile(dataDir, "a file");
    await expect(startPrivateCluster({ dataDir, log })).rejects.toThrow(ClusterError);
  });

  it.skipIf(!isRoot || !existsSync("/root"))(
    "runs as root even where no other user can reach the data directory",
    { timeout: 60_000 },
    async () => {
      const root = await mkdtemp("/root/breezeway-cluster-");
      undo.push(() => rm(root, whileItEnds));
      const cluster = await start(join(root, "data"));
      expect((await migrate({ url: cluster.migrateUrl, log })).applied).not.toEqual([]);
    },
  );
});

/** The shells that wait for an owner of this data directory to die. */
const findWatchdogs = async (dataDir: string): Promise<number[]> => {
  const found = spawn("ps", ["-ww", "-eo", "pid=,args="], { stdio: ["ignore", "pipe", "ignore"] });
  let output = "";
  found.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString("utf8");
  });
  await once(found, "close");
  const lines = output.split("\n").filter((line) => line.includes("breezeway-watchdog") && line.includes(dataDir));
  return lines.map((line) => Number(line.trim().split(/\s+/)[0]));
};

describe("explainFailure", () => {
  it.each([
    ["initdb: error: could not create directory: No space left on device", /no space left on the disk/],
    ['FATAL: invalid locale name "xx_YY"', /LC_ALL=C/],
    ["FATAL: could not bind Unix address: Address already in use", /Another PostgreSQL listens/],
    ["FATAL: database files are incompatible with server", /another major version/],
    ["initdb: error: could not access directory: Permission denied", /must belong to the user/],
    ["FATAL: could not map anonymous shared memory: Cannot allocate memory", /memory it needs/],
  ])("turns %j into a sentence that says what to do", async (output, text) => {
    const { explainFailure } = await import("./cluster-error.ts");
    expect(explainFailure("It did not start.", output).message).toMatch(text);
  });
});

describe("postgres.log", () => {
  it("does not repeat the text of failed statements", { timeout: 60_000 }, async () => {
    const dataDir = await makeDataDir();
    const cluster = await start(dataDir);
    await migrate({ url: cluster.migrateUrl, log });
    await expect(ask(cluster, "SELECT 'fake-secret-4711'::integer")).rejects.toThrow(/invalid input/);
    await cluster.stop();
    expect(await readFile(join(dataDir, "postgres.log"), "utf8")).not.toContain("SELECT 'fake-secret");
  });
});
