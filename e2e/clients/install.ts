import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./run.ts";

/** Exactly what is tried; the results in docs/clients.md are of these. */
export const versions = {
  "mcp-remote": "0.15.1",
  "@modelcontextprotocol/inspector": "2.12.0",
  mcporter: "0.12.3",
  "@anthropic-ai/claude-code": "2.1.329",
  "@openai/codex": "0.169.0",
  "opencode-ai": "1.18.33",
} as const;

/** Installs the clients into a folder of their own: they are no part of the workspace. Returns their `bin` folder. */
export const installClients = async (directory: string): Promise<string> => {
  await mkdir(directory, { recursive: true });
  const stamp = join(directory, "installed.json");
  const wanted = JSON.stringify(versions);
  const bin = join(directory, "node_modules", ".bin");
  if (existsSync(stamp) && (await readFile(stamp, "utf8")) === wanted) return bin;
  await writeFile(join(directory, "package.json"), '{"private":true}');
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  const env = {
    PATH: `${dirname(process.execPath)}:${process.env["PATH"] ?? ""}`,
    HOME: process.env["HOME"] ?? directory,
  };
  const installed = await run("npm", ["install", "--save-exact", "--no-audit", "--no-fund", ...packages], {
    cwd: directory,
    env,
    limitMs: 600_000,
  });
  if (installed.code !== 0) throw new Error(`The clients could not be installed:\n${installed.output}`);
  await writeFile(stamp, wanted);
  return bin;
};
