import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { changeDigest, ServiceError } from "@breezeway/core";
import { progress } from "../cli/progress.ts";

const dashboardPackage = fileURLToPath(new URL("../../../dashboard/", import.meta.url));
const stampPath = join(dashboardPackage, "dist", "web.stamp");

/** Builds the web app when its sources are here and have changed since; a production image brings it built. */
export const ensureWebApp = async (): Promise<void> => {
  const sources = join(dashboardPackage, "src", "web");
  if (!existsSync(sources)) return;
  const wanted = await digestOf([sources, join(dashboardPackage, "src", "server", "api")]);
  if (existsSync(stampPath) && (await readFile(stampPath, "utf8")) === wanted) return;
  progress("Building the dashboard's web app …");
  const build = spawn("vite", ["build", "--logLevel", "warn"], {
    cwd: dashboardPackage,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const [code] = (await once(build, "exit")) as [number | null];
  if (code !== 0)
    throw new ServiceError("unavailable", {
      message: "The dashboard's web app could not be built; the reason is above.",
    });
  await mkdir(join(dashboardPackage, "dist"), { recursive: true });
  await writeFile(stampPath, wanted);
};

/** Changes when a file of these folders does, or one comes or goes. */
const digestOf = async (folders: readonly string[]): Promise<string> => {
  const digests: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    for (const file of files.toSorted())
      digests.push(`${file.slice(folder.length)} ${changeDigest(await readFile(file))}`);
  }
  return changeDigest(digests.join("\n"));
};
