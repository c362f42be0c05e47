import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHost } from "./host-process.ts";
import type { HostProcess } from "./host-process.ts";

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const host = (name: string): string => fileOf(`../hosts/${name}.ts`);
const commandLine = fileOf("../../packages/breezeway/src/main.ts");

/** Cores: the server under test has the first to itself; upstream, database and load share the second. */
const testedCore = 0;
const otherCore = 1;

export const startUpstream = async (): Promise<HostProcess> => {
  const port = await freePort();
  return startHost({
    args: [host("upstream")],
    env: { PORT: String(port) },
    url: `http://127.0.0.1:${port}`,
    core: otherCore,
  });
};

const startTested = async (path: string, env: Readonly<Record<string, string>>): Promise<HostProcess> => {
  const port = await freePort();
  return startHost({
    args: [path],
    env: { ...env, PORT: String(port), NODE_ENV: "production" },
    url: `http://127.0.0.1:${port}/mcp`,
    core: testedCore,
  });
};

export const startBarePassthrough = (upstream: string): Promise<HostProcess> =>
  startTested(host("bare-passthrough"), { UPSTREAM: upstream });

export const startConstantAnswer = (bytes: number): Promise<HostProcess> =>
  startTested(host("constant-answer"), { ANSWER_BYTES: String(bytes) });

/** A host of `bench/peers`, whose dependencies are installed on first use and belong to nothing else. */
export const startPeer = (name: string, env: Readonly<Record<string, string>>): Promise<HostProcess> => {
  const folder = fileOf("../peers");
  if (!existsSync(join(folder, "node_modules")))
    spawnSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "inherit" });
  return startTested(join(folder, "hosts", `${name}.mjs`), env);
};

export interface BreezewayOptions {
  readonly document: string;
  readonly baseUrl: string;
  readonly auth: "passthrough" | "none";
  readonly audit?: "relaxed" | "strict";
  readonly workers?: number;
  /** False: on any core. */
  readonly isPinned?: boolean;
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[];
}

/** The product as `breezeway serve` starts it, with its own PostgreSQL on the other core. */
export const startBreezeway = async (input: BreezewayOptions): Promise<HostProcess> => {
  const folder = await mkdtemp(join(tmpdir(), "breezeway-bench-"));
  const readyFile = join(folder, "ready.json");
  const port = await freePort();
  const started = await startHost({
    args: [
      ...(input.nodeOptions ?? []),
      "--conditions=breezeway-source",
      commandLine,
      "serve",
      input.document,
      `--base-url=${input.baseUrl}`,
      `--auth=${input.auth}`,
      `--audit=${input.audit ?? "relaxed"}`,
      `--workers=${input.workers ?? 1}`,
      `--port=${port}`,
      `--data-dir=${folder}`,
      `--ready-file=${readyFile}`,
    ],
    url: "",
    ...(input.isPinned !== false && { core: testedCore, databaseCore: otherCore }),
    readyFile,
  });
  const { mcpUrl } = JSON.parse(await readFile(readyFile, "utf8")) as { mcpUrl: string };
  return { ...started, url: mcpUrl };
};

export interface TwoCredentials {
  readonly host: HostProcess;
  readonly passthroughUrl: string;
  readonly rawToken: string;
  readonly oauthUrl: string;
  readonly sealedToken: string;
}

/** One data plane with two servers of the same tool: one takes raw bearers, one sealed tokens. */
export const startTwoCredentials = async (upstream: string): Promise<TwoCredentials> => {
  const folder = await mkdtemp(join(tmpdir(), "breezeway-bench-"));
  const readyFile = join(folder, "ready.json");
  const port = await freePort();
  const started = await startHost({
    args: ["--conditions=breezeway-source", host("two-credentials")],
    env: { PORT: String(port), UPSTREAM: upstream, DATA_DIR: folder, READY_FILE: readyFile, LOG_LEVEL: "warn" },
    url: "",
    core: testedCore,
    databaseCore: otherCore,
    readyFile,
  });
  return { host: started, ...(JSON.parse(await readFile(readyFile, "utf8")) as Omit<TwoCredentials, "host">) };
};

/** An OpenAPI document with the one operation of the call benchmark. */
export const writePageDocument = async (): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), "breezeway-bench-")), "pages.json");
  await writeFile(path, JSON.stringify(pageDocument));
  return path;
};

export const pageDocument = {
  openapi: "3.1.0",
  info: { title: "Pages", version: "1" },
  paths: {
    "/pages/{id}": {
      get: {
        operationId: "getPage",
        summary: "Read a page",
        parameters: [{ name: "id", in: "path", required: true, schema: { type: "string" } }],
        responses: {
          200: { description: "The page", content: { "application/json": { schema: { type: "object" } } } },
        },
      },
    },
  },
};

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
