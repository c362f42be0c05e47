import cluster from "node:cluster";
import { once } from "node:events";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createEgress, createLogger, ServiceError, slugSchema } from "@breezeway/core";
import type { Config, Logger } from "@breezeway/core";
import { importInWorker } from "@breezeway/importer";
import type { ImportResult } from "@breezeway/importer";
import { pino } from "pino";
import { writeReadyFile } from "../cli/ready-file.ts";
import { configWith, fromWhereTheUserStands } from "../cli/settings-flags.ts";
import { allowTyped } from "../cli/typed-addresses.ts";
import { documentInput, documentLoader } from "../compose/document-loader.ts";
import { freePort } from "../compose/free-port.ts";
import { createLifetime, stopOnDefect, stopOnSignals } from "../compose/lifetime.ts";
import type { Lifetime } from "../compose/lifetime.ts";
import { listen } from "../compose/listen.ts";
import { openStore } from "../compose/open-store.ts";
import type { Store } from "../compose/open-store.ts";
import { startRuntime } from "../compose/start-runtime.ts";
import { readServeCredential } from "../serve/credential-flags.ts";
import { publishDocument, slugOf } from "../serve/publish-document.ts";

export interface ServeOptions {
  readonly baseUrl?: string;
  readonly auth: string;
  readonly access?: string;
  readonly apiKeyIn?: string;
  readonly apiKeyName?: string;
  readonly search?: boolean;
  readonly slug?: string;
  readonly port?: string;
  readonly host?: string;
  readonly workers: string;
  readonly audit?: string;
  readonly dataDir?: string;
  readonly readyFile?: string;
  readonly logLevel?: string;
}

/** `breezeway serve DOCUMENT`: from an OpenAPI document to a running MCP endpoint, through import, release and data plane. */
export const serve = async (document: string, options: ServeOptions): Promise<void> => {
  const workers = readWorkers(options.workers);
  const config = await serveConfig(document, options);
  const log = createLogger({ level: config.logLevel, name: "breezeway", destination: pino.destination(2) });
  const lifetime = createLifetime(log);
  stopOnDefect(lifetime, log);
  stopOnSignals(lifetime, log);
  try {
    const imported = await importFrom(document, config);
    const store = await openStore({ config, log, lifetime, migrates: true });
    const published = await publishDocument({
      database: store.open("control"),
      keyring: config.keyring,
      imported,
      baseUrl: options.baseUrl ?? suggestedBaseUrl(imported),
      credential: readServeCredential({ ...options, mode: options.auth, securitySchemes: imported.securitySchemes }),
      access: readAccess(options),
      presentation: options.search ? "search" : "all",
      slug: options.slug ? slugSchema.parse(options.slug) : slugOf(imported.document.title),
      now: new Date(),
    });
    await (workers === 1 ? serveHere : serveWithWorkers(workers))({ config, store, log, lifetime });
    const mcpUrl = `${config.publicUrl}${published.path}`;
    const token = published.accessKey?.reveal();
    if (options.readyFile)
      await writeReadyFile(
        fromWhereTheUserStands(options.readyFile),
        { mcpUrl, tools: published.tools, ...(token && { token }) },
        lifetime,
      );
    process.stdout.write(`${readyText({ mcpUrl, token, tools: published.tools, auth: options.auth })}\n`);
  } catch (error) {
    await lifetime.stop();
    throw error;
  }
  await lifetime.stopped;
};

interface ServingInput {
  readonly config: Config;
  readonly store: Store;
  readonly log: Logger;
  readonly lifetime: Lifetime;
}

const serveHere = async ({ config, store, log, lifetime }: ServingInput): Promise<void> => {
  const runtime = await startRuntime({ config, store, log, lifetime });
  const listener = await listen({ app: runtime.app, host: config.host, port: config.port });
  lifetime.onStop("listener", () => listener.close());
  lifetime.onStop("calls in flight", () => runtime.drain());
};

/** Several processes behind one port; each follows the change feed on its own, as replicas do. */
const serveWithWorkers =
  (count: number) =>
  async ({ config, store, lifetime }: ServingInput): Promise<void> => {
    const entry = import.meta.filename.endsWith(".ts") ? "worker.ts" : "worker.js";
    cluster.setupPrimary({ exec: fileURLToPath(new URL(`../serve/${entry}`, import.meta.url)), args: [] });
    const env = {
      DATABASE_URL: store.url.reveal(),
      DATA_DIR: config.dataDir,
      HOST: config.host,
      PORT: String(config.port),
      PUBLIC_URL: config.publicUrl,
      DASHBOARD_URL: config.dashboardUrl,
      AUDIT_MODE: config.auditMode,
      LOG_LEVEL: config.logLevel,
      ALLOWED_PRIVATE_NETWORKS: config.egress.allowedPrivateNetworks.join(","),
    };
    const workers = Array.from({ length: count }, () => cluster.fork(env));
    lifetime.onStop("workers", async () => {
      const alive = workers.filter((worker) => !worker.isDead());
      await Promise.all(alive.map((worker) => (worker.kill("SIGTERM"), once(worker, "exit"))));
    });
    for (const worker of workers) worker.once("exit", (code) => void (code === 0 || lifetime.stop()));
    await Promise.all(workers.map((worker) => once(worker, "message")));
  };

const serveConfig = async (document: string, options: ServeOptions): Promise<Config> => {
  const port =
    options.port === undefined || options.port === "0"
      ? await freePort(options.port === "0" ? 0 : 4400)
      : Number(options.port);
  const dataDir = options.dataDir
    ? fromWhereTheUserStands(options.dataDir)
    : join(fromWhereTheUserStands(".breezeway"), "serve");
  return configWith({
    PORT: String(port),
    HOST: options.host,
    DATA_DIR: dataDir,
    AUDIT_MODE: options.audit,
    LOG_LEVEL: options.logLevel ?? "warn",
    ALLOWED_PRIVATE_NETWORKS: allowTyped(options.baseUrl, document),
  });
};

const importFrom = async (document: string, config: Config): Promise<ImportResult> => {
  const egress = createEgress(config.egress);
  try {
    const input = documentInput(document);
    return await importInWorker({ input, loader: documentLoader(input, egress) });
  } finally {
    await egress.close();
  }
};

const suggestedBaseUrl = (imported: ImportResult): string => {
  const server = imported.servers.find((candidate) => !candidate.needsOwner);
  if (!server)
    throw new ServiceError("invalid_input", {
      message: "The document names no complete server address. Say where the API is with --base-url URL.",
    });
  return server.variables.reduce((url, variable) => url.replaceAll(`{${variable.name}}`, variable.default), server.url);
};

const readAccess = ({ auth, access }: ServeOptions): "credential" | "access_key" | "public" => {
  if (auth === "passthrough") return "credential";
  if (access === "public" || access === "access_key") return access;
  if (access !== undefined)
    throw new ServiceError("invalid_input", { message: "--access takes access_key or public." });
  return auth === "none" ? "public" : "access_key";
};

const readWorkers = (text: string): number => {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1 || count > 64)
    throw new ServiceError("invalid_input", {
      message: `--workers takes a number from 1 to 64; this machine has ${availableParallelism()} processors.`,
    });
  return count;
};

const readyText = (made: { mcpUrl: string; token: string | undefined; tools: number; auth: string }): string =>
  [
    `Serving ${made.tools} tools at ${made.mcpUrl}`,
    ...(made.token ? [`Access key (shown once): ${made.token}`] : []),
    ...(made.auth === "passthrough" ? ["Clients send the API's own token: Authorization: Bearer …"] : []),
    `Try: npx mcporter list --http-url ${made.mcpUrl} --allow-http`,
    "Ctrl-C stops it.",
  ].join("\n");
