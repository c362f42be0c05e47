import { spawn } from "node:child_process";
import type { Account } from "./account.ts";

export interface ProgramResult {
  readonly exitCode: number | null;
  readonly output: string;
}

const longestOutput = 100_000;

/** Only what PostgreSQL needs: our own environment may hold keys. */
export const programEnvironment = {
  LC_ALL: "C",
  LANG: "C",
  TZ: "UTC",
  PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
};

/** Runs a program to its end and collects what it prints. */
export const runProgram = (input: {
  readonly file: string;
  readonly arguments: readonly string[];
  readonly account?: Account;
  readonly cwd?: string;
}): Promise<ProgramResult> =>
  new Promise((resolve) => {
    const command = asAccount(input.file, input.arguments, input.account);
    const child = spawn(command.file, command.arguments, {
      ...command.identity,
      cwd: input.cwd ?? "/",
      env: programEnvironment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString("utf8")).slice(-longestOutput);
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.once("error", (error) => resolve({ exitCode: null, output: error.message }));
    child.once("close", (exitCode) => resolve({ exitCode, output }));
  });

/** How a program is started so that it does not run as root. */
export const asAccount = (
  file: string,
  programArguments: readonly string[],
  account: Account | undefined,
): {
  readonly file: string;
  readonly arguments: string[];
  readonly identity: { readonly uid?: number; readonly gid?: number };
} => {
  if (account === undefined || account.kind === "self") return { file, arguments: [...programArguments], identity: {} };
  if (account.kind === "other")
    return { file, arguments: [...programArguments], identity: { uid: account.uid, gid: account.gid } };
  return {
    file: "unshare",
    arguments: ["--user", `--map-user=${account.uid}`, `--map-group=${account.gid}`, "--", file, ...programArguments],
    identity: {},
  };
};
