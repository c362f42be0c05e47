// The whole gate before a commit: format, lint (with import directions and cycles), types, unit tests.
import { spawnSync } from "node:child_process";

const steps = [
  ["Format", "oxfmt", ["--check", "."]],
  ["Lint", "oxlint", ["--deny-warnings"]],
  ["Types", "tsc", ["-b"]],
  ["Configuration table", "node", ["--conditions=breezeway-source", "scripts/configuration-table.mjs", "--check"]],
  ["Unit tests", "vitest", ["run", "--project", "unit"]],
];

for (const [title, command, args] of steps) {
  const startedAt = performance.now();
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (status !== 0) {
    console.error(`check: ${title} failed after ${seconds} s (${command} ${args.join(" ")}).`);
    process.exit(1);
  }
  console.log(`check: ${title} passed in ${seconds} s.`);
}
