import { chown, mkdir, mkdtemp, chmod } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Account } from "./account.ts";

/** `sun_path` holds 108 bytes on Linux and 104 on macOS, its NUL included. */
const longestSocketPath = 103;
const socketName = ".s.PGSQL.5432";

export interface SocketDirectory {
  readonly path: string;
  /** Made for this run: to be removed afterwards. */
  readonly isTemporary: boolean;
}

/** A directory that only PostgreSQL's user may enter: in the data directory, or a short one where that path is too long. */
export const makeSocketDirectory = async (dataDir: string, account: Account): Promise<SocketDirectory> => {
  const wanted = join(dataDir, "run");
  const isTemporary = Buffer.byteLength(join(wanted, socketName)) > longestSocketPath;
  const path = isTemporary ? await mkdtemp(join(shortTemporary(), "bw-")) : wanted;
  await mkdir(path, { recursive: true, mode: 0o700 });
  await chmod(path, 0o700);
  if (account.kind === "other") await chown(path, account.uid, account.gid);
  return { path, isTemporary };
};

const shortTemporary = (): string => (Buffer.byteLength(tmpdir()) > 60 ? "/tmp" : tmpdir());
