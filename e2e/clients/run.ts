import { spawn } from "node:child_process";

export interface Run {
  readonly code: number | null;
  /** Standard output and error, without colours. */
  readonly output: string;
}

/** The same in a terminal of its own, which some clients ask for before they open a browser. Needs `script` of util-linux. */
export const runInTerminal: typeof run = (command, args, options) =>
  run("script", ["-qfec", [command, ...args].map(quoted).join(" "), "/dev/null"], options);

const quoted = (word: string): string => `'${word.replaceAll("'", String.raw`'\''`)}'`;

/** Runs a client to its end, or ends it with its whole group when the time is over. */
export const run = (
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>>; readonly limitMs?: number },
): Promise<Run> =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    const output: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
    const limit = setTimeout(() => endGroup(child.pid), options.limitMs ?? 60_000);
    const finish = (code: number | null, extra = ""): void => {
      clearTimeout(limit);
      resolve({ code, output: withoutColours(`${Buffer.concat(output).toString()}${extra}`) });
    };
    child.once("error", (error) => finish(null, String(error)));
    child.once("close", (code) => finish(code));
  });

const endGroup = (pid: number | undefined): void => {
  if (pid !== undefined) process.kill(-pid, "SIGKILL");
};

// https://en.wikipedia.org/wiki/ANSI_escape_code#Control_Sequence_Introducer_commands
const escape = String.fromCodePoint(27);
const withoutColours = (text: string): string => text.replaceAll(new RegExp(`${escape}\\[[0-9;?]*[A-Za-z]`, "g"), "");
