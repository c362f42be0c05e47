import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The Redis or Valkey server on PATH, or undefined where there is none. */
export const redisProgram: string | undefined = ["valkey-server", "redis-server"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

export interface TestRedis {
  /** Path of its socket, which clients take in the place of a URL. */
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** A real server with nothing on disk, behind a socket of its own. */
export const startRedis = async (program: string): Promise<TestRedis> => {
  const folder = mkdtempSync(join(tmpdir(), "bw-redis-"));
  const url = join(folder, "redis.sock");
  const server = spawn(program, ["--port", "0", "--unixsocket", url, "--save", "", "--dir", folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.stdout.on("data", (chunk: Buffer) => {
      if (/ready to accept connections/i.test(chunk.toString())) resolve();
    });
    server.once("exit", (code) => reject(new Error(`${program} ended with ${code}.`)));
  });
  return {
    url,
    stop: async () => {
      server.kill("SIGTERM");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
