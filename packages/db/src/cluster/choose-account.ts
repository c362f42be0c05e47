import { stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { getuid } from "node:process";
import type { Account } from "./account.ts";
import { ClusterError } from "./cluster-error.ts";
import { runProgram } from "./run-program.ts";

const candidates = ["postgres", "nobody"];

export const chooseAccount = async (input: {
  /** Its owner decides when it exists. */
  readonly clusterDirectory: string;
  /** What PostgreSQL must be able to reach: its programs and the place of the cluster. */
  readonly paths: readonly string[];
}): Promise<Account> => {
  if (getuid?.() !== 0) return { kind: "self" };
  const user = await findUser();
  const owner = await stat(input.clusterDirectory).catch(() => undefined);
  if (owner !== undefined && owner.uid !== 0) return { kind: "other", uid: owner.uid, gid: owner.gid };
  if (owner === undefined && (await canReachAll(user, input.paths))) return { kind: "other", ...user };
  const namespace = { kind: "namespace", ...user } as const;
  const trial = await runProgram({ file: "true", arguments: [], account: namespace });
  if (trial.exitCode === 0) return namespace;
  throw new ClusterError(
    "PostgreSQL does not run as root, and the unprivileged user cannot reach the data directory. " +
      "Start Breezeway as another user, or choose a --data-dir that all users can enter, e.g. /var/lib/breezeway.",
  );
};

const findUser = async (): Promise<{ readonly uid: number; readonly gid: number }> => {
  for (const name of candidates) {
    // oxlint-disable-next-line no-await-in-loop -- in order of preference
    const [uid, gid] = await Promise.all([
      runProgram({ file: "id", arguments: ["-u", name] }),
      runProgram({ file: "id", arguments: ["-g", name] }),
    ]);
    if (uid.exitCode === 0 && gid.exitCode === 0) return { uid: Number(uid.output), gid: Number(gid.output) };
  }
  throw new ClusterError("PostgreSQL does not run as root, and there is no user `postgres` or `nobody` to run it as.");
};

const canReachAll = async (
  user: { readonly uid: number; readonly gid: number },
  paths: readonly string[],
): Promise<boolean> => {
  const reached = await Promise.all(paths.map((path) => canReach(user, path)));
  return reached.every(Boolean);
};

/** Whether every directory above (and including) the path lets the user through. */
const canReach = async (user: { readonly uid: number; readonly gid: number }, path: string): Promise<boolean> => {
  for (let at = resolve(path); ; at = dirname(at)) {
    // oxlint-disable-next-line no-await-in-loop -- one directory after the other
    const entry = await stat(at).catch(() => undefined);
    const bit = entry?.uid === user.uid ? 0o100 : entry?.gid === user.gid ? 0o010 : 0o001;
    if (entry !== undefined && (entry.mode & bit) === 0) return false;
    if (at === dirname(at)) return true;
  }
};
