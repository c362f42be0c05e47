// Breezeway beside other hosts, as CPU ratios within one run; prints, and writes a dated report to bench/results.
// Usage: npm run bench [-- --runs 5 --requests 6000 --only call,list,sealed,audit,peers,workers --profile DIR]
import { parseArgs } from "node:util";
import { compareAudit } from "./comparisons/audit.ts";
import { compareCall } from "./comparisons/call.ts";
import { compareList } from "./comparisons/list.ts";
import { comparePeers } from "./comparisons/peers.ts";
import { compareSealed } from "./comparisons/sealed.ts";
import { compareWorkers } from "./comparisons/workers.ts";
import { writeReport } from "./report.ts";
import type { Section } from "./report.ts";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "5" },
    requests: { type: "string", default: "6000" },
    only: { type: "string" },
    profile: { type: "string" },
  },
});
const options = {
  runs: Number(values.runs),
  requests: Number(values.requests),
  ...(values.profile && { profileFolder: values.profile }),
};

const comparisons = {
  call: compareCall,
  list: compareList,
  sealed: compareSealed,
  audit: compareAudit,
  peers: comparePeers,
  workers: compareWorkers,
};
const chosen = values.only?.split(",") ?? Object.keys(comparisons);
const unknown = chosen.filter((name) => !Object.hasOwn(comparisons, name));
if (unknown.length > 0) throw new Error(`Unknown comparison: ${unknown.join(", ")}.`);

const sections: Section[] = [];
for (const [name, run] of Object.entries(comparisons)) {
  if (!chosen.includes(name)) continue;
  const section = await run(options);
  sections.push(section);
  console.log(`\n## ${section.title}\n\n${section.text}`);
  for (const { what, measured, wanted, isMet } of section.verdicts)
    console.log(`\n${isMet ? "met" : "MISSED"}: ${what} = ${measured} (${wanted})`);
}
const how = `Closed loop, 32 connections, ${options.runs} runs of ${options.requests} requests a side, the sides in turn, after a warm-up of 20,000 each; every figure is the median of its runs, a ratio the median of the paired ratios. The host under test has one core to itself; load, upstream and database share another. CPU is that of the host's processes, all threads, read from the kernel.`;
const path = writeReport(values.only === undefined ? "Bench" : `Bench ${chosen.join(" ")}`, { how, sections });
console.log(`\nWritten to ${path}`);
