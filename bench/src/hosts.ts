import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startHost } from "./host-process.ts";
import type { HostProcess } from "./host-process.ts";

const host = (name: string): string => fileURLToPath(new URL(`../hosts/${name}.ts`, import.meta.url));
const commandLine = fileURLToPath(new URL("../../packages/breezeway/src/main.ts", import.meta.url));

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

export const startBarePassthrough = async (upstream: string): Promise<HostProcess> => {
  const port = await freePort();
  return startHost({
    args: [host("bare-passthrough")],
    env: { PORT: String(port), UPSTREAM: upstream, NODE_ENV: "production" },
    url: `http://127.0.0.1:${port}/mcp`,
    core: testedCore,
  });
};

export const startConstantAnswer = async (bytes: number): Promise<HostProcess> => {
  const port = await freePort();
  return startHost({
    args: [host("constant-answer")],
    env: { PORT: String(port), ANSWER_BYTES: String(bytes), NODE_ENV: "production" },
    url: `http://127.0.0.1:${port}/mcp`,
    core: testedCore,
  });
};

/** The product as `breezeway serve` starts it, audit relaxed, with its own PostgreSQL on the other core. */
export const startBreezeway = async (input: {
  readonly document: string;
  readonly baseUrl: string;
  readonly auth: "passthrough" | "none";
  readonly pageSize?: number;
}): Promise<HostProcess> => {
  const folder = await mkdtemp(join(tmpdir(), "breezeway-bench-"));
  const readyFile = join(folder, "ready.json");
  const port = await freePort();
  const started = await startHost({
    args: [
      "--conditions=source",
      commandLine,
      ...["serve", input.document, "--base-url", input.baseUrl, "--auth", input.auth, "--audit", "relaxed"],
      ...["--port", String(port), "--data-dir", folder, "--ready-file", readyFile],
    ],
    url: "",
    core: testedCore,
    readyFile,
  });
  const { mcpUrl } = JSON.parse(await readFile(readyFile, "utf8")) as { mcpUrl: string };
  return { ...started, url: mcpUrl };
};

/** An OpenAPI document with the one operation of the call benchmark. */
export const writePageDocument = async (): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), "breezeway-bench-")), "pages.json");
  const document = {
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
  await writeFile(path, JSON.stringify(document));
  return path;
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
