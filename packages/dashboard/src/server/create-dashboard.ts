import { fileURLToPath } from "node:url";
import type { Clock, Config, Egress, Logger } from "@breezeway/core";
import { createConnectionHasher, parseOperatorProviders, systemClock } from "@breezeway/core";
import type { Database } from "@breezeway/db";
import type { Hono } from "hono";
import type { SourcePreset } from "./api/imports.ts";
import { createPasswordHasher } from "./auth/passwords.ts";
import { createBackground } from "./background.ts";
import type { Deps } from "./context.ts";
import { createDraftDesk } from "./drafts/draft-desk.ts";
import { createApp } from "./http/create-app.ts";
import { readWebFiles } from "./http/web-files.ts";
import type { WebFiles } from "./http/web-files.ts";
import { createDocumentImporter } from "./import/create-document-importer.ts";
import { sourcePresets } from "./import/source-presets.ts";
import { createMailer } from "./mail/mailer.ts";
import { startSchedules } from "./schedules/start-schedules.ts";
import type { Schedules } from "./schedules/start-schedules.ts";

export interface DashboardOptions {
  readonly config: Config;
  /** In the `control` role. */
  readonly database: Database;
  readonly egress: Egress;
  readonly log: Logger;
  readonly clock?: Clock;
  /** Where a development start without SMTP shows its mail; standard output unless told. */
  readonly print?: (text: string) => void;
  /** Offered before the built-in ones, e.g. those of a demo. */
  readonly presets?: readonly SourcePreset[];
  /** The built web app; the package's own unless told. */
  readonly webFolder?: string;
}

/** The control plane of one process. */
export interface Dashboard {
  readonly app: Hono;
  /** For the command line and the demo: the services without HTTP. */
  readonly deps: Deps;
  /** Reads the web app and begins what runs on a schedule: looking for drift, deleting accounts that are due. */
  start(): Promise<void>;
  /** Lets work under way finish. */
  stop(): Promise<void>;
}

export const createDashboard = (options: DashboardOptions): Dashboard => {
  const deps = createDeps(options);
  let webFiles: WebFiles = new Map();
  let schedules: Schedules | undefined;
  return {
    app: createApp(deps, () => webFiles),
    deps,
    start: async () => {
      webFiles = await readWebFiles(options.webFolder ?? builtWebFolder);
      schedules ??= startSchedules(deps);
    },
    stop: async () => {
      await schedules?.stop();
      await deps.background.settled();
      await deps.drafts.stop();
      deps.mailer.close();
    },
  };
};

/** The same place from `src/server` and from `dist/server`. */
const builtWebFolder = fileURLToPath(new URL("../../dist/web/", import.meta.url));

/** What the services need, made from what the process has. */
export const createDeps = (options: DashboardOptions): Deps => {
  const { config, egress, log } = options;
  const clock = options.clock ?? systemClock;
  const presets = [...(options.presets ?? []), ...sourcePresets];
  return {
    config,
    database: options.database,
    egress,
    log,
    clock,
    presets,
    background: createBackground(),
    mailer: createMailer({ config, log, print: options.print ?? ((text) => process.stdout.write(`${text}\n`)) }),
    passwords: createPasswordHasher(),
    drafts: createDraftDesk(),
    importer: createDocumentImporter({ egress, clock, presets }),
    operatorProviders: readOperatorProviders(config),
    hashConnection: createConnectionHasher(config.connectionHashKey),
  };
};

const readOperatorProviders = ({ operatorProviders }: Config): Deps["operatorProviders"] => {
  if (!operatorProviders) return new Map();
  const parsed = parseOperatorProviders(operatorProviders);
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return parsed.providers;
};
