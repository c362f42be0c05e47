import { randomBytes } from "node:crypto";
import { createEgress, createLogger, generateKeyringEntry, parseKeyring, Secret } from "@breezeway/core";
import type { Clock, Config } from "@breezeway/core";
import type { TestDatabase } from "@breezeway/db/testing";
import { createTestDatabase } from "@breezeway/db/testing";
import type { Hono } from "hono";
import { createPasswordHasher } from "../auth/passwords.ts";
import type { Deps } from "../context.ts";
import { createDeps } from "../create-dashboard.ts";
import { createApp } from "../http/create-app.ts";
import type { Letter } from "../mail/letters.ts";

export interface TestClock {
  now: Clock;
  advance(ms: number): void;
}

export interface TestDashboard {
  readonly app: Hono;
  readonly deps: Deps;
  readonly database: TestDatabase;
  readonly config: Config;
  readonly clock: TestClock;
  /** Letters in the order they were sent. */
  readonly letters: Letter[];
  readonly logLines: string[];
  /** The link of the last letter to an address. */
  linkTo(email: string): Promise<string>;
  close(): Promise<void>;
}

export const dashboardUrl = "https://dashboard.example.test";
export const publicUrl = "https://mcp.example.test";

export const testConfig = (changes: Partial<Config> = {}): Config => {
  const parsed = parseKeyring(generateKeyringEntry(Date.now()));
  if (!parsed.ok) throw new Error(parsed.problems.join("\n"));
  return {
    environment: "production",
    host: "127.0.0.1",
    port: 0,
    publicUrl,
    dashboardUrl,
    dataDir: "/nonexistent",
    keyring: parsed.keyring,
    connectionHashKey: Secret.of(randomBytes(32).toString("base64")),
    auditMode: "relaxed",
    maxStaleMs: 300_000,
    egress: { allowHttp: true, allowedPrivateNetworks: ["127.0.0.0/8"], extraCas: [] },
    trustedProxies: [],
    maxHeldBodyBytes: 268_435_456,
    maxRefusalsPerMinute: 600,
    logLevel: "warn",
    contact: "security@example.test",
    ...changes,
  };
};

/** The whole control plane over a database of its own; time moves only when told, mail is kept. */
export const createTestDashboard = async (changes: Partial<Config> = {}): Promise<TestDashboard> => {
  const database = await createTestDatabase();
  const config = testConfig(changes);
  const logLines: string[] = [];
  const log = createLogger({ name: "dashboard", level: "warn", destination: { write: (line) => logLines.push(line) } });
  const egress = createEgress(config.egress);
  let offsetMs = 0;
  const clock: TestClock = {
    now: () => Date.now() + offsetMs,
    advance: (ms) => {
      offsetMs += ms;
    },
  };
  const letters: Letter[] = [];
  const deps: Deps = {
    ...createDeps({ config, database: database.control, egress, log, clock: clock.now }),
    // The cheapest hash that argon2 makes: these tests are not about its strength.
    passwords: createPasswordHasher({ memoryKib: 1_024 }),
    mailer: {
      delivery: "smtp",
      send: async (letter) => {
        letters.push(letter);
      },
      close: () => undefined,
    },
  };
  return {
    app: createApp(deps, () => new Map()),
    deps,
    database,
    config,
    clock,
    letters,
    logLines,
    linkTo: async (email) => {
      await deps.background.settled();
      const link = letters.findLast(({ to }) => to === email)?.text.match(/https?:\S+#\S+/)?.[0];
      if (link === undefined) throw new Error(`No link was sent to ${email}.`);
      return link;
    },
    close: async () => {
      await deps.background.settled();
      await deps.drafts.stop();
      await egress.close();
      await database.close();
    },
  };
};
