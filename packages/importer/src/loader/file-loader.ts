import { readdir, readFile, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { documentError } from "../parse/document-error.ts";
import type { Loader } from "./loader.ts";

const maxListed = 5_000;

/** A loader for files and folders of this machine; reads nothing outside `root` (links followed). */
export const createFileLoader = (root: string): Required<Pick<Loader, "readFile" | "listFiles">> => ({
  readFile: async (file, maxBytes) => {
    const real = await insideRoot(root, file);
    if (real === undefined) return undefined;
    const found = await stat(real);
    if (!found.isFile()) return undefined;
    if (found.size > maxBytes)
      throw documentError({
        code: "too_large",
        message: `${path.basename(file)} has ${found.size} bytes; at most ${maxBytes} are read.`,
        advice: "Leave out examples, or split the document.",
        at: path.basename(file),
      });
    return readFile(real);
  },
  listFiles: async (folder) => {
    const real = await insideRoot(root, folder);
    if (real === undefined || !(await stat(real)).isDirectory()) return undefined;
    const entries = await readdir(real, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(real, path.join(entry.parentPath, entry.name)))
      .filter((name) => !name.split(path.sep).some((part) => part === "node_modules" || part.startsWith(".")))
      .toSorted()
      .slice(0, maxListed);
  },
});

/** The real path of a file below the root; `undefined` where there is none, or where it lies elsewhere. */
const insideRoot = async (root: string, file: string): Promise<string | undefined> => {
  const real = await realPath(path.resolve(root, file));
  const base = await realPath(path.resolve(root));
  if (real === undefined || base === undefined) return undefined;
  return real === base || real.startsWith(base.endsWith(path.sep) ? base : base + path.sep) ? real : undefined;
};

const realPath = async (file: string): Promise<string | undefined> => {
  try {
    return await realpath(file);
  } catch (error) {
    if (
      error instanceof Error &&
      "code" in error &&
      ["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG"].includes(String(error.code))
    )
      return undefined;
    throw error;
  }
};
