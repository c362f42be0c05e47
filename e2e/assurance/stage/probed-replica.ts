import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Replica, ReplicaOptions, Stage } from "./stage.ts";

export interface Probe {
  readonly heapUsed: number;
  readonly rss: number;
  readonly external: number;
  readonly arrayBuffers: number;
  /** Event loop delay since the last look; the sampling interval of 1 ms is part of it. */
  readonly loop: { readonly p999Ms: number; readonly maxMs: number; readonly samples: number };
}

export interface ProbedReplica extends Replica {
  /** Collects garbage in the process, and gives its memory and its event loop's delay since the last look. */
  look(): Promise<Probe>;
  /** Path of a snapshot of the heap after garbage collection. */
  snapshot(): Promise<string>;
  /** Lets an exception reach the top of the process. */
  throwInside(): void;
}

const probe = fileURLToPath(new URL("./probe.ts", import.meta.url));
let probes = 0;

/** A replica that can be asked what is inside it. */
export const startProbedReplica = async (stage: Stage, options: ReplicaOptions = {}): Promise<ProbedReplica> => {
  const file = join(stage.directory, `probe-${(probes += 1)}.json`);
  const replica = await stage.startReplica({
    ...options,
    env: { ...options.env, ASSURANCE_PROBE: file, NODE_OPTIONS: `--expose-gc --import ${probe}` },
  });
  const look = async (): Promise<Probe> => {
    rmSync(file, { force: true });
    replica.process.child.kill("SIGUSR2");
    while (!existsSync(file)) await new Promise((resolve) => setTimeout(resolve, 10));
    return JSON.parse(readFileSync(file, "utf8")) as Probe;
  };
  return {
    ...replica,
    look,
    snapshot: async () => {
      writeFileSync(`${file}.snapshot`, "");
      await look();
      rmSync(`${file}.snapshot`);
      return `${file}.heapsnapshot`;
    },
    throwInside: () => {
      writeFileSync(`${file}.throw`, "");
      replica.process.child.kill("SIGUSR2");
    },
  };
};
