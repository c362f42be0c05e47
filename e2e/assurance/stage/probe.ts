// Loaded into a child process by `--import`: tells, when asked by a signal, what cannot be seen from outside.
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setFlagsFromString, writeHeapSnapshot } from "node:v8";

const file = process.env["ASSURANCE_PROBE"] ?? "";
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
// Texts are cut in a snapshot otherwise, and a cut text is not found.
setFlagsFromString("--heap-snapshot-string-limit=100000");

process.on("SIGUSR2", () => {
  if (existsSync(`${file}.throw`)) throw new Error("A defect on purpose");
  globalThis.gc?.();
  if (existsSync(`${file}.snapshot`)) writeHeapSnapshot(`${file}.heapsnapshot`);
  const { heapUsed, rss, external, arrayBuffers } = process.memoryUsage();
  const loop = { p999Ms: delay.percentile(99.9) / 1e6, maxMs: delay.max / 1e6, samples: delay.count };
  delay.reset();
  writeFileSync(`${file}.draft`, JSON.stringify({ heapUsed, rss, external, arrayBuffers, loop }));
  renameSync(`${file}.draft`, file);
});
