// Resident memory of a serving process at rest and under load, and the slope of its heap after forced collections.
// Usage: npm run bench:memory [-- --minutes 3]
import { parseArgs } from "node:util";
import { startBreezeway, startUpstream, writePageDocument } from "./hosts.ts";
import { runLoad } from "./load.ts";
import { writeReport } from "./report.ts";
import { modernCall } from "./requests.ts";
import { openInspector } from "./inspector.ts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "3" } } });
const minutes = Number(values.minutes);
const sampleMs = 15_000;
/** Caches and compiled code are still being filled in the first part of the run. */
const settledFrom = 0.4;

interface Sample {
  readonly minute: number;
  readonly heapMb: number;
  readonly residentMb: number;
}

/** Least squares, in megabytes in ten minutes. */
const slopeOf = (samples: readonly Sample[]): number => {
  const mean = (of: (sample: Sample) => number): number =>
    samples.reduce((total, sample) => total + of(sample), 0) / samples.length;
  const [minute, heap] = [mean((sample) => sample.minute), mean((sample) => sample.heapMb)];
  const spread = samples.reduce((total, sample) => total + (sample.minute - minute) ** 2, 0);
  return (
    (samples.reduce((total, sample) => total + (sample.minute - minute) * (sample.heapMb - heap), 0) / spread) * 10
  );
};

const upstream = await startUpstream();
const inspectorPort = 20_000 + (process.pid % 20_000);
const host = await startBreezeway({
  document: await writePageDocument(),
  baseUrl: upstream.url,
  auth: "passthrough",
  nodeOptions: [`--inspect=127.0.0.1:${inspectorPort}`],
});
try {
  const inspector = await openInspector(inspectorPort);
  const residentMb = (): number => host.residentBytes() / 1e6;
  const idle = { heapMb: await inspector.heapMb(), residentMb: residentMb() };
  const samples: Sample[] = [];
  const beganAt = performance.now();
  let calls = 0;
  while (performance.now() - beganAt < minutes * 60_000) {
    const until = performance.now() + sampleMs;
    while (performance.now() < until) {
      const { requests, failures } = await runLoad({
        url: host.url,
        ...modernCall(),
        connections: 32,
        requests: 2_000,
      });
      if (failures > 0) throw new Error(`${failures} calls failed.`);
      calls += requests;
    }
    const loadedMb = residentMb();
    const sample = {
      minute: (performance.now() - beganAt) / 60_000,
      heapMb: await inspector.heapMb(),
      residentMb: loadedMb,
    };
    samples.push(sample);
    console.log(
      `${sample.minute.toFixed(1)} min: heap ${sample.heapMb.toFixed(2)} MB, resident ${loadedMb.toFixed(0)} MB`,
    );
  }
  inspector.close();
  const settled = samples.filter(({ minute }) => minute >= minutes * settledFrom);
  const slope = slopeOf(settled);
  const peakMb = Math.max(...samples.map((sample) => sample.residentMb));
  const rows = samples.map(
    ({ minute, heapMb, residentMb: resident }) =>
      `| ${minute.toFixed(1)} | ${heapMb.toFixed(2)} | ${resident.toFixed(0)} |`,
  );
  const path = writeReport("Memory", {
    how: `One process, audit relaxed, ${calls} calls over 32 connections in ${minutes} minutes: the hour of a million calls, scaled. The heap is read after a forced collection; the slope is that of the last ${Math.round((1 - settledFrom) * 100)} of 100.`,
    sections: [
      {
        title: "Memory",
        text: [
          `Before the first call: ${idle.residentMb.toFixed(0)} MB resident, ${idle.heapMb.toFixed(1)} MB of heap in use. Under load: at most ${peakMb.toFixed(0)} MB resident. A run from sources holds the importer and its compiler too.`,
          ["| minute | heap MB | resident MB |", "|---|---|---|", ...rows].join("\n"),
        ].join("\n\n"),
        verdicts: [
          {
            what: "growth of the heap",
            measured: `${slope.toFixed(2)} MB in 10 minutes`,
            wanted: "≤ 1 MB in 10 minutes",
            isMet: slope <= 1,
          },
        ],
      },
    ],
  });
  console.log(
    `Idle ${idle.residentMb.toFixed(0)} MB, peak ${peakMb.toFixed(0)} MB, slope ${slope.toFixed(2)} MB in 10 minutes, ${calls} calls\nWritten to ${path}`,
  );
} finally {
  await host.stop();
  await upstream.stop();
}
