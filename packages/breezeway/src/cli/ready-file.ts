import { rename, rm, writeFile } from "node:fs/promises";
import type { Lifetime } from "../compose/lifetime.ts";

/** Writes what scripts wait for, whole or not at all, readable by this user alone; it goes when the process ends. */
export const writeReadyFile = async (
  path: string,
  content: Readonly<Record<string, unknown>>,
  lifetime: Lifetime,
): Promise<void> => {
  const draft = `${path}.${process.pid}.tmp`;
  await writeFile(draft, `${JSON.stringify(content, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
  lifetime.onStop("ready file", () => rm(path, { force: true }));
};
