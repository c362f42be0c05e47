// `npm run prove:no-tokens`: a whole journey with secrets that can be recognised, and then a search for every one of them.
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type CanaryReport, searchCanaries } from "../support/canary-search.ts";
import { repositoryRoot } from "../support/repository.ts";
import { readBrowserStorage } from "./browser-storage.ts";
import { type Canaries, createCanaries } from "./canaries.ts";
import { type Deployment, startDeployment } from "./deployment.ts";
import { runJourney } from "./journey.ts";
import { readRows } from "./read-rows.ts";
import { hitsOf, type Proof, reportOf } from "./report.ts";
import { testSearch } from "./self-test.ts";

// A browser keeps the client's own copy of nothing, but it carried the code in an address on its way.
const carriedByTheBrowser = new Set(["authorization code"]);

const prove = async (deployment: Deployment, canaries: Canaries): Promise<Proof> => {
  const journey = await runJourney(deployment, canaries);
  const browser = await readBrowserStorage({
    url: deployment.url,
    email: deployment.email,
    password: canaries.values["dashboard password"] ?? "",
    paths: ["/", "/w/demo/s/signed-in", "/w/demo/s/shared", "/w/demo/activity"],
  });
  const values = { ...canaries.values, ...canaries.keys };
  const kept = Object.fromEntries(Object.entries(values).filter(([name]) => !carriedByTheBrowser.has(name)));
  const searches: Record<string, CanaryReport> = {};
  const look = async (
    name: string,
    input: Omit<Parameters<typeof searchCanaries>[0], "canaries">,
    what: Parameters<typeof searchCanaries>[0]["canaries"] = values,
  ) => {
    process.stdout.write(`  Searching: ${name}\n`);
    searches[name] = await searchCanaries({ canaries: what, ...input });
  };
  await look("Data directory while running: database, write-ahead log, log files", {
    directories: [deployment.dataDir],
  });
  await look("Every row of every table, as text", { directories: [], texts: await readRows(deployment.owner) });
  await look(
    "Storage of the browsers",
    { directories: [], texts: { browsers: `${journey.browserStorage}\n${browser.text}` } },
    kept,
  );
  const selfTest = await testSearch(deployment);
  await deployment.stop();
  await look("Data directory after the stop", { directories: [deployment.dataDir] });
  await look("Standard output and error", { directories: [], texts: { output: deployment.output() } });
  return { journey, canaries, selfTest, searches, browserAbsent: browser.absent, ranAt: new Date() };
};

process.stdout.write("Starting the product with secrets that can be recognised …\n");
const madeCanaries = createCanaries();
const started = await startDeployment(madeCanaries);
try {
  const proof = await prove(started, madeCanaries);
  const report = reportOf(proof);
  const directory = join(repositoryRoot, "out");
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, "no-tokens.md"), report);
  process.stdout.write(`\n${report}\nThe report is in out/no-tokens.md.\n`);
  if (hitsOf(proof).length > 0 || proof.selfTest.missed.length > 0) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${started.output()}\n`);
  throw error;
} finally {
  if (process.env["KEEP"] === undefined) await started.remove();
}
process.exit();
