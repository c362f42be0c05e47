// Runs the MCP conformance suite against `breezeway serve … --auth none`, for both revisions, and writes a dated report.
// Usage: node --conditions=breezeway-source e2e/conformance/run-suite.ts [revision …]. Exits with 1 when a scenario fails that is
// not in the revision's expected-failures file, or one of these passes.
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { startProcess } from "../support/start-process.ts";
import { startConformanceUpstream } from "./upstream.ts";

const revisions = process.argv.length > 2 ? process.argv.slice(2) : ["2026-07-28", "2025-11-25"];
const here = import.meta.dirname;
const outDirectory = join(here, "out");
const suite = join(
  dirname(createRequire(import.meta.url).resolve("@modelcontextprotocol/conformance/package.json")),
  "dist",
  "index.js",
);

interface Run {
  readonly code: number;
  readonly output: string;
}

const runSuite = (revision: string, url: string): Promise<Run> =>
  new Promise((resolve, reject) => {
    const expected = join(here, `expected-failures-${revision}.yaml`);
    const results = join(outDirectory, revision);
    const args = ["server", "--url", url, "--requirements", revision, "--expected-failures", expected, "-o", results];
    const child = spawn(process.execPath, [suite, ...args], { stdio: ["ignore", "pipe", "pipe"] });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output: Buffer.concat(output).toString() }));
  });

const summaryOf = (output: string): string => output.slice(Math.max(0, output.lastIndexOf("=== SUMMARY")));

const directory = await mkdtemp(join(tmpdir(), "breezeway-conformance-"));
const upstream = await startConformanceUpstream();
const server = await startProcess({
  args: ["serve", upstream.documentUrl, "--auth", "none", "--access", "public", "--port", "0", "--data-dir", directory],
  readyFile: join(directory, "ready.json"),
});
const url = server.ready.mcpUrl;
if (url === undefined) throw new Error("The ready file names no MCP URL.");

await rm(outDirectory, { recursive: true, force: true });
await mkdir(outDirectory, { recursive: true });
const version = JSON.parse(await readFile(join(dirname(suite), "..", "package.json"), "utf8")) as { version: string };
const report = [`# MCP conformance`, "", `${new Date().toISOString()}, suite ${version.version}, server mode.`, ""];
let failed = false;
try {
  for (const revision of revisions) {
    const run = await runSuite(revision, url);
    failed ||= run.code !== 0;
    process.stdout.write(`${run.output}\n${revision}: ${run.code === 0 ? "as expected" : "NOT as expected"}\n`);
    report.push(
      `## ${revision}: ${run.code === 0 ? "as expected" : "not as expected"}`,
      "",
      "```",
      summaryOf(run.output).trim(),
      "```",
      "",
    );
  }
} finally {
  await server.stop();
  await upstream.close();
  await rm(directory, { recursive: true, force: true });
}
await writeFile(join(outDirectory, "report.md"), report.join("\n"));
process.exitCode = failed ? 1 : 0;
