import { existsSync } from "node:fs";
import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import { spawn } from "node:child_process";
import { ClusterError } from "./cluster-error.ts";
import { findEmbeddedPackage, prepareEmbeddedBinaries } from "./embedded-binaries.ts";
import { runProgram } from "./run-program.ts";

/** The oldest major version of PostgreSQL that Breezeway runs on. */
export const oldestMajor = 15;

export interface Binaries {
  readonly directory: string;
  readonly major: number;
}

export interface FindBinariesInput {
  readonly dataDir: string;
  /** Holds `PG_VERSION` once made; a cluster is only ever opened by its own major version. */
  readonly clusterDirectory: string;
  /** Folders to look in before npm's binaries; by default where the PATH finds `postgres`. */
  readonly installed?: readonly string[];
}

export const findBinaries = async (input: FindBinariesInput): Promise<Binaries> => {
  const made = await readClusterMajor(input.clusterDirectory);
  const installed = input.installed ?? (await findOnPath());
  const folders = made === undefined ? installed : [...installed, `/usr/lib/postgresql/${made}/bin`];
  for (const directory of folders) {
    // oxlint-disable-next-line no-await-in-loop -- in order of preference
    const major = await readMajor(directory);
    if (major !== undefined && (made === undefined ? major >= oldestMajor : major === made))
      return { directory, major };
  }
  const packaged = findEmbeddedPackage();
  if (packaged !== undefined) {
    const directory = await prepareEmbeddedBinaries(packaged, join(input.dataDir, "postgres-programs"));
    const major = await readMajor(directory);
    if (major !== undefined && (made === undefined || major === made)) return { directory, major };
  }
  throw new ClusterError(
    made === undefined
      ? `There is no PostgreSQL to start: install version ${oldestMajor} or newer, or set DATABASE_URL.`
      : `The data directory was made by PostgreSQL ${made}, which is not installed here. Install it, or choose another data directory.`,
  );
};

/** Major version of an existing cluster, from its `PG_VERSION`. */
const readClusterMajor = async (clusterDirectory: string): Promise<number | undefined> => {
  const path = join(clusterDirectory, "PG_VERSION");
  if (!existsSync(path)) return undefined;
  const major = Number.parseInt(await readFile(path, "utf8"), 10);
  if (Number.isNaN(major)) throw new ClusterError(`${path} does not hold a version: the data directory is damaged.`);
  return major;
};

const readMajor = async (directory: string): Promise<number | undefined> => {
  if (!existsSync(join(directory, "postgres")) || !existsSync(join(directory, "initdb"))) return undefined;
  const { exitCode, output } = await runProgram({ file: join(directory, "postgres"), arguments: ["--version"] });
  const found = /\(PostgreSQL\) (\d+)/.exec(output);
  return exitCode === 0 && found !== null ? Number(found[1]) : undefined;
};

/** Asks the shell, which knows the caller's PATH; wrappers and links are followed to the real folder. */
const findOnPath = (): Promise<string[]> =>
  new Promise((resolve) => {
    const shell = spawn("/bin/sh", ["-c", "command -v postgres"], { stdio: ["ignore", "pipe", "ignore"] });
    let output = "";
    shell.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
    });
    shell.once("error", () => resolve([]));
    shell.once("close", () => {
      const found = output.trim();
      if (found === "") resolve([]);
      else
        realpath(found).then(
          (path) => resolve([dirname(path)]),
          () => resolve([]),
        );
    });
  });
