import { resolve } from "node:path";
import { systemClock } from "../clock/clock.ts";
import type { Clock } from "../clock/clock.ts";
import type { Config } from "./config.ts";
import { ConfigError } from "./config-error.ts";
import { settingsSchema } from "./parse-settings.ts";
import type { ParsedSettings } from "./parse-settings.ts";
import { processEnvironment } from "./process-environment.ts";
import type { Environment } from "./process-environment.ts";
import { readAuthorities } from "./read-authorities.ts";
import { readKeys } from "./read-keys.ts";
import { environmentName, readSettings } from "./read-settings.ts";
import type { EnvironmentName } from "./read-settings.ts";

/**
 * Reads the whole configuration, once, at start. Secrets come from `NAME` or from the file `NAME_FILE`.
 * Development makes what is missing, keys included (a file in the data directory); production makes nothing.
 * Throws `ConfigError` with every problem.
 */
export const loadConfig = (env: Environment = processEnvironment(), clock: Clock = systemClock): Config => {
  const problems: string[] = [];
  const environment = environmentName(env);
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0")
    problems.push(
      "NODE_TLS_REJECT_UNAUTHORIZED=0 turns off the checking of certificates; unset it, use EXTRA_CA_FILE.",
    );

  const texts = readSettings(env, problems);
  const parsed = settingsSchema.safeParse(texts);
  if (!parsed.success)
    throw new ConfigError([
      ...problems,
      ...parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`),
      ...readKeys(environment, texts, undefined, clock).problems,
    ]);
  const settings = parsed.data;
  const dataDir = resolve(settings.DATA_DIR);
  const addresses = readAddresses(settings, environment);
  const keys = readKeys(environment, texts, dataDir, clock);
  const authorities = readAuthorities(settings.EXTRA_CA_FILE);
  problems.push(...addresses.problems, ...keys.problems, ...authorities.problems);
  if (settings.SMTP_URL && settings.SMTP_FROM === undefined) problems.push("SMTP_FROM is missing; SMTP_URL needs it.");
  if (problems.length > 0 || !keys.keyring || !keys.connectionHashKey) throw new ConfigError(problems);

  return {
    environment,
    host: settings.HOST,
    port: settings.PORT,
    publicUrl: addresses.publicUrl,
    dashboardUrl: addresses.dashboardUrl,
    dataDir,
    keyring: keys.keyring,
    connectionHashKey: keys.connectionHashKey,
    auditMode: settings.AUDIT_MODE,
    maxStaleMs: settings.MAX_STALE_MS,
    egress: {
      allowHttp: settings.ALLOW_HTTP,
      allowedPrivateNetworks: settings.ALLOWED_PRIVATE_NETWORKS,
      extraCas: authorities.pems,
    },
    trustedProxies: settings.TRUSTED_PROXIES,
    maxHeldBodyBytes: settings.MAX_HELD_BODY_BYTES,
    maxRefusalsPerMinute: settings.MAX_REFUSALS_PER_MINUTE,
    logLevel: settings.LOG_LEVEL,
    ...optionalSettings(settings),
  };
};

const optionalSettings = (settings: ParsedSettings): Partial<Config> => ({
  ...(settings.DATABASE_URL && { databaseUrl: settings.DATABASE_URL }),
  ...(settings.MIGRATE_DATABASE_URL && { migrateDatabaseUrl: settings.MIGRATE_DATABASE_URL }),
  ...(settings.REDIS_URL && { redisUrl: settings.REDIS_URL }),
  ...(settings.METRICS_TOKEN && { metricsToken: settings.METRICS_TOKEN }),
  ...(settings.OPERATOR_PROVIDERS && { operatorProviders: settings.OPERATOR_PROVIDERS }),
  ...(settings.SMTP_URL && settings.SMTP_FROM && { smtp: { url: settings.SMTP_URL, from: settings.SMTP_FROM } }),
  ...(settings.EXTRA_CA_FILE && { extraCaFile: settings.EXTRA_CA_FILE }),
  ...(settings.CONTACT && { contact: settings.CONTACT }),
});

const readAddresses = (settings: ParsedSettings, environment: EnvironmentName) => {
  const publicUrl = settings.PUBLIC_URL ?? `http://127.0.0.1:${settings.PORT}`;
  const dashboardUrl = settings.DASHBOARD_URL ?? publicUrl;
  const problems: string[] = [];
  if (environment === "production" && settings.PUBLIC_URL && settings.DASHBOARD_URL) {
    if (publicUrl === dashboardUrl)
      problems.push("PUBLIC_URL and DASHBOARD_URL are equal; give the two planes an origin each.");
    for (const [name, url] of [
      ["PUBLIC_URL", publicUrl],
      ["DASHBOARD_URL", dashboardUrl],
    ] as const)
      if (!isSecureOrigin(url)) problems.push(`${name}: production needs https.`);
  }
  return { publicUrl, dashboardUrl, problems };
};

const isSecureOrigin = (url: string): boolean =>
  url.startsWith("https:") || ["localhost", "127.0.0.1", "[::1]"].includes(new URL(url).hostname);
