import { spawn } from "node:child_process";
import { join } from "node:path";
import { programEnvironment } from "./run-program.ts";

/**
 * Waits for our end of a pipe to close, which the kernel sees to even after SIGKILL, then asks the server to stop if
 * it is still the one in this directory. A shell of 1 MB, in a session of its own.
 */
const script = `read -r _; [ "$(head -n 1 "$2" 2>/dev/null)" = "$1" ] && kill -INT "$1"`;

export interface Watchdog {
  /** The server may live on. */
  dismiss(): void;
}

export const startWatchdog = (pid: number, clusterDirectory: string): Watchdog => {
  const child = spawn(
    "/bin/sh",
    ["-c", script, "breezeway-watchdog", String(pid), join(clusterDirectory, "postmaster.pid")],
    {
      cwd: "/",
      env: programEnvironment,
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    },
  );
  child.once("error", () => undefined);
  child.stdin.once("error", () => undefined);
  child.unref();
  if ("unref" in child.stdin && typeof child.stdin.unref === "function") child.stdin.unref();
  return { dismiss: () => void child.kill("SIGKILL") };
};
