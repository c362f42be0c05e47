import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const repositoryRoot = fileURLToPath(new URL("../..", import.meta.url));

/** Where real documents are kept, if at all. */
export const specsDirectory = process.env["BREEZEWAY_SPECS"] ?? join(repositoryRoot, "..", "shared", "specs");

/** Path of a real document kept outside the repository; nothing where it is absent. */
export const realDocument = (name: string): string | undefined => {
  const path = join(specsDirectory, name);
  return existsSync(path) ? path : undefined;
};
