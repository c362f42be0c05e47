// Compiles every package to dist/ and builds the web app, for production.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const dashboard = fileURLToPath(new URL("../packages/dashboard/", import.meta.url));

run("tsc", ["-b"]);
run("vite", ["build", "--logLevel", "warn"], dashboard);

function run(command, args, cwd) {
  const { status } = spawnSync(command, args, { cwd, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
