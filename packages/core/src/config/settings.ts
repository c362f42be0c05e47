// Every setting of a deployment, in one table: `loadConfig` reads it, `doctor` and the README's table print it.
import { logLevels } from "../log/fields.ts";

export interface Setting {
  readonly group: "addresses" | "storage" | "keys" | "network" | "audit" | "operation";
  /** One sentence or two for the configuration table. */
  readonly description: string;
  /** Shown never; may be given by `NAME_FILE` as the path of a file. */
  readonly isSecret: boolean;
  /** Text used when nothing is set; the two environments may differ. Absent: no value. */
  readonly default?: string | { readonly development?: string; readonly production?: string };
  /** What the table says where the default is worked out from other settings. */
  readonly defaultText?: string;
  /** Production refuses to start without it. */
  readonly isRequiredInProduction: boolean;
  readonly example?: string;
}

const setting = (row: Omit<Setting, "isSecret" | "isRequiredInProduction"> & Partial<Setting>): Setting => ({
  isSecret: false,
  isRequiredInProduction: false,
  ...row,
});

export const settings = {
  NODE_ENV: setting({
    group: "operation",
    description: "`production` turns on the checks of a deployment; anything else is development.",
    default: "development",
  }),
  HOST: setting({
    group: "addresses",
    description: "Address to listen on.",
    default: { development: "127.0.0.1", production: "0.0.0.0" },
  }),
  PORT: setting({ group: "addresses", description: "Port to listen on; 0 takes a free one.", default: "4400" }),
  PUBLIC_URL: setting({
    group: "addresses",
    description: "Origin of the data plane as clients see it. Tokens are bound to it: it cannot change later.",
    defaultText: "`http://127.0.0.1:PORT` in development",
    isRequiredInProduction: true,
    example: "https://mcp.example.com",
  }),
  DASHBOARD_URL: setting({
    group: "addresses",
    description: "Origin of the dashboard. In production it must differ from `PUBLIC_URL`.",
    defaultText: "the same as `PUBLIC_URL` in development",
    isRequiredInProduction: true,
    example: "https://breezeway.example.com",
  }),
  TRUSTED_PROXIES: setting({
    group: "addresses",
    description: "Addresses and CIDR ranges of the proxies whose `X-Forwarded-For` is believed, separated by commas.",
    example: "10.0.0.0/8",
  }),
  CONTACT: setting({
    group: "addresses",
    description: "E-mail address or URL shown to users who need help.",
    example: "help@example.com",
  }),
  DATA_DIR: setting({
    group: "storage",
    description: "Directory of the private database cluster and, in development, of the key file.",
    default: { development: ".breezeway", production: "/var/lib/breezeway" },
  }),
  DATABASE_URL: setting({
    group: "storage",
    description: "PostgreSQL. Without it, development starts a private cluster in `DATA_DIR`.",
    isSecret: true,
    isRequiredInProduction: true,
    example: "postgres://breezeway:…@db/breezeway",
  }),
  MIGRATE_DATABASE_URL: setting({
    group: "storage",
    description:
      "PostgreSQL with the rights to migrate, for `breezeway migrate` alone. `DATABASE_URL` serves otherwise.",
    isSecret: true,
  }),
  REDIS_URL: setting({
    group: "storage",
    description: "Redis or Valkey for rate limits that all replicas share; each process counts for itself without it.",
    isSecret: true,
  }),
  ENCRYPTION_KEYS: setting({
    group: "keys",
    description:
      "Keyring: `id:base64` entries, newest first, separated by commas. The first seals, all open. " +
      "`breezeway keys generate` makes one; development keeps its own in `DATA_DIR`.",
    isSecret: true,
    isRequiredInProduction: true,
  }),
  CONNECTION_HASH_KEY: setting({
    group: "keys",
    description: "32 bytes in base64 that hash connections. Never rotate it: revocations would be forgotten.",
    isSecret: true,
    isRequiredInProduction: true,
  }),
  METRICS_TOKEN: setting({
    group: "operation",
    description: "Bearer that `/metrics` asks for. Without it, metrics answer to this machine alone.",
    isSecret: true,
  }),
  OPERATOR_PROVIDERS: setting({
    group: "keys",
    description: "JSON list of OAuth providers that the operator configured for all workspaces.",
    isSecret: true,
  }),
  ALLOWED_PRIVATE_NETWORKS: setting({
    group: "network",
    description: "Private places that outbound requests may reach: CIDR, address or host:port, separated by commas.",
    example: "10.20.0.0/16,wiki.corp.example:8443",
  }),
  ALLOW_HTTP: setting({
    group: "network",
    description: "`true` lets outbound requests use plain http.",
    default: { development: "true", production: "false" },
  }),
  EXTRA_CA_FILE: setting({
    group: "network",
    description: "PEM file of certificate authorities trusted besides the system's.",
    example: "/etc/breezeway/ca.pem",
  }),
  SMTP_URL: setting({
    group: "network",
    description: "Mail server for invitations and alerts; without it they are shown in the dashboard only.",
    isSecret: true,
    example: "smtps://user:…@mail.example.com",
  }),
  SMTP_FROM: setting({ group: "network", description: "Sender of mails; needed with `SMTP_URL`." }),
  AUDIT_MODE: setting({
    group: "audit",
    description: "`strict` writes the intent before and the outcome after each call; `relaxed` flushes every 100 ms.",
    default: "relaxed",
  }),
  MAX_STALE_MS: setting({
    group: "audit",
    description: "How long calls are served without hearing of revocations from PostgreSQL; then 503.",
    default: "300000",
  }),
  MAX_HELD_BODY_BYTES: setting({
    group: "operation",
    description:
      "Bytes of request bodies over 64 KiB that one process holds at once, a quarter of them for one address; past it, 503.",
    default: "268435456",
  }),
  MAX_REFUSALS_PER_MINUTE: setting({
    group: "operation",
    description:
      "Refused requests (401, 403, 404, 413) to MCP endpoints that one address may make in a minute. Past it, callers " +
      "without a token that Breezeway gave out get 429.",
    default: "600",
  }),
  LOG_LEVEL: setting({ group: "operation", description: `One of ${logLevels.join(", ")}.`, default: "info" }),
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as SettingName[];

/** A row of the configuration table, ready to print. */
export interface SettingRow extends Setting {
  readonly name: SettingName;
}

/** All settings in the order of the table. */
export const listSettings = (): readonly SettingRow[] => settingNames.map((name) => ({ name, ...settings[name] }));
