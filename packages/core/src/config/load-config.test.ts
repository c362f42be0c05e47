import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { testCertificate } from "../egress/test-certificate.ts";
import { generateKeyringEntry } from "../keyring/parse-keyring.ts";
import { ConfigError } from "./config-error.ts";
import { loadConfig } from "./load-config.ts";
import { listSettings } from "./settings.ts";

let dir = "";
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "breezeway-config-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const nowMs = Date.UTC(2026, 0, 1);
const load = (env: Record<string, string | undefined> = {}) =>
  loadConfig({ DATA_DIR: join(dir, "data"), ...env }, () => nowMs);
const file = (name: string, text: string): string => {
  writeFileSync(join(dir, name), text);
  return join(dir, name);
};
const production = (): Record<string, string | undefined> => ({
  NODE_ENV: "production",
  PUBLIC_URL: "https://mcp.example.com",
  DASHBOARD_URL: "https://breezeway.example.com/",
  DATABASE_URL: "postgres://breezeway:fake@db/breezeway",
  ENCRYPTION_KEYS: generateKeyringEntry(nowMs).reveal(),
  CONNECTION_HASH_KEY: randomBytes(32).toString("base64"),
});
const problemsOf = (env: Record<string, string | undefined>): readonly string[] => {
  try {
    load(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe("development", () => {
  it("starts from nothing, with both planes at one local origin", () => {
    expect(load()).toMatchObject({
      environment: "development",
      host: "127.0.0.1",
      auditMode: "relaxed",
      maxStaleMs: 300_000,
      egress: { allowHttp: true, allowedPrivateNetworks: [], extraCas: [] },
      trustedProxies: [],
      logLevel: "info",
    });
    expect(load({ PORT: "4321" })).toMatchObject({
      publicUrl: "http://127.0.0.1:4321",
      dashboardUrl: "http://127.0.0.1:4321",
    });
  });

  it("makes its keys once, readable by their owner alone, and keeps them", () => {
    const first = load();
    const path = join(dir, "data", "development-keys.env");
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, "data")).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(dir, "data"))).toEqual(["development-keys.env"]);
    const second = load();
    expect(second.keyring.newestId).toBe(first.keyring.newestId);
    expect(second.keyring.derive("x", first.keyring.newestId).export()).toEqual(
      first.keyring.derive("x", first.keyring.newestId).export(),
    );
    expect(second.connectionHashKey.reveal()).toBe(first.connectionHashKey.reveal());
  });

  it("does not use keys that others can read, nor a file that lost one", () => {
    load();
    const path = join(dir, "data", "development-keys.env");
    chmodSync(path, 0o644);
    expect(problemsOf({})[0]).toMatch(/can be read by others; run chmod 600/);
    chmodSync(path, 0o600);
    writeFileSync(path, readFileSync(path, "utf8").replace(/CONNECTION.*\n/, ""));
    expect(problemsOf({})[0]).toMatch(/does not hold both keys/);
  });

  it("makes no file when both keys are given", () => {
    const { ENCRYPTION_KEYS, CONNECTION_HASH_KEY } = production();
    load({ ENCRYPTION_KEYS, CONNECTION_HASH_KEY });
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe("production", () => {
  it("starts when all that it needs is there", () => {
    expect(load(production())).toMatchObject({
      environment: "production",
      publicUrl: "https://mcp.example.com",
      dashboardUrl: "https://breezeway.example.com",
      egress: { allowHttp: false },
    });
    expect(readdirSync(dir)).toEqual([]);
  });

  it("names everything that is missing at once, and makes no key", () => {
    const problems = problemsOf({ NODE_ENV: "production" });
    for (const name of ["PUBLIC_URL", "DASHBOARD_URL", "DATABASE_URL", "ENCRYPTION_KEYS", "CONNECTION_HASH_KEY"])
      expect(problems.some((problem) => problem.startsWith(`${name} `) && problem.includes("missing"))).toBe(true);
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ["a short key", { ENCRYPTION_KEYS: "k1:c2hvcnQ=" }, /ENCRYPTION_KEYS: .*5 bytes/],
    ["an example key", { ENCRYPTION_KEYS: `k1:${Buffer.alloc(32).toString("base64")}` }, /ENCRYPTION_KEYS: .*example/],
    ["a short hash key", { CONNECTION_HASH_KEY: "c2hvcnQ=" }, /CONNECTION_HASH_KEY: .*5 bytes/],
    [
      "an example hash key",
      { CONNECTION_HASH_KEY: Buffer.alloc(32, 1).toString("base64") },
      /CONNECTION_HASH_KEY: .*example/,
    ],
    ["equal origins", { DASHBOARD_URL: "https://mcp.example.com" }, /are equal/],
    ["a plain http origin", { PUBLIC_URL: "http://mcp.example.com" }, /PUBLIC_URL: production needs https/],
    ["an origin with a path", { PUBLIC_URL: "https://mcp.example.com/x" }, /PUBLIC_URL: .*without a path/],
    ["a database that is not PostgreSQL", { DATABASE_URL: "mysql://db/x" }, /DATABASE_URL: .*postgres/],
    ["certificates unchecked", { NODE_TLS_REJECT_UNAUTHORIZED: "0" }, /NODE_TLS_REJECT_UNAUTHORIZED=0/],
  ])("refuses %s", (_name, change, problem) =>
    expect(problemsOf({ ...production(), ...change }).join("\n")).toMatch(problem),
  );

  it("refuses a connection hash key that is also an encryption key", () => {
    const key = randomBytes(32).toString("base64");
    const problems = problemsOf({ ...production(), ENCRYPTION_KEYS: `k1:${key}`, CONNECTION_HASH_KEY: key });
    expect(problems.join()).toMatch(/a key of its own/);
  });

  it("takes equal origins in development", () => {
    const url = "http://localhost:9000";
    expect(load({ PUBLIC_URL: url, DASHBOARD_URL: url }).dashboardUrl).toBe(url);
  });
});

describe("secrets", () => {
  it("come from files as well, without their line ends", () => {
    const env = production();
    const fromFiles = {
      ...env,
      ENCRYPTION_KEYS: undefined,
      ENCRYPTION_KEYS_FILE: file("keys", `${env["ENCRYPTION_KEYS"]}\n`),
      DATABASE_URL: "",
      DATABASE_URL_FILE: file("db", "postgres://u:from-file@db/x\n"),
    };
    const config = load(fromFiles);
    expect(config.databaseUrl?.reveal()).toBe("postgres://u:from-file@db/x");
    expect(config.keyring.ids).toHaveLength(1);
  });

  it("can be given by file, every one of them", () => {
    for (const { name, isSecret } of listSettings().filter((setting) => setting.isSecret)) {
      const problems = problemsOf({ ...production(), [name]: undefined, [`${name}_FILE`]: join(dir, "nowhere") });
      expect(problems.join("\n"), name).toContain(`${name}_FILE: the file`);
      expect(isSecret).toBe(true);
    }
  });

  it("are refused when given twice or in an empty file", () => {
    const problems = problemsOf({
      ...production(),
      METRICS_TOKEN: "fake-fake-fake-fake",
      METRICS_TOKEN_FILE: file("token", "fake-fake-fake-other"),
      REDIS_URL_FILE: file("redis", "\n"),
    });
    expect(problems).toEqual([
      expect.stringContaining("REDIS_URL_FILE: the file"),
      expect.stringContaining("METRICS_TOKEN and METRICS_TOKEN_FILE are both set"),
    ]);
  });

  it("are shown neither by the configuration nor by a refusal", () => {
    const env: Record<string, string | undefined> = {
      ...production(),
      METRICS_TOKEN: "canary-metrics-token",
      SMTP_URL: "smtp://u:canary-smtp@mail",
      SMTP_FROM: "a@b.example",
    };
    const shown = inspect(load(env), { depth: 9, showHidden: true }) + JSON.stringify(load(env));
    const canaries = [
      "canary",
      ":fake@",
      env["CONNECTION_HASH_KEY"] ?? "",
      (env["ENCRYPTION_KEYS"] ?? "").split(":")[1] ?? "",
    ];
    for (const canary of canaries) expect(shown).not.toContain(canary);

    const broken = Object.fromEntries(listSettings().map(({ name }) => [name, "canary:\u0000!canary"]));
    const refusal = problemsOf({ ...broken, DATA_DIR: dir });
    const secret = listSettings()
      .filter((setting) => setting.isSecret)
      .map(({ name }) => name);
    expect(refusal.filter((problem) => secret.some((name) => problem.startsWith(name))).join()).not.toContain("canary");
  });
});

describe("other settings", () => {
  it("are read into their types", () => {
    const config = load({
      TRUSTED_PROXIES: "10.0.0.0/8, 192.168.1.1",
      ALLOWED_PRIVATE_NETWORKS: "10.20.0.0/16,wiki.corp.example:8443",
      ALLOW_HTTP: "false",
      AUDIT_MODE: "strict",
      MAX_STALE_MS: "60000",
      LOG_LEVEL: "debug",
      EXTRA_CA_FILE: file("ca.pem", `# ours\n${testCertificate}\n${testCertificate}`),
      OPERATOR_PROVIDERS: "[]",
    });
    expect(config).toMatchObject({
      trustedProxies: ["10.0.0.0/8", "192.168.1.1"],
      egress: { allowedPrivateNetworks: ["10.20.0.0/16", "wiki.corp.example:8443"], allowHttp: false },
      auditMode: "strict",
      maxStaleMs: 60_000,
      logLevel: "debug",
    });
    expect(config.egress.extraCas).toHaveLength(2);
  });

  it.each([
    ["PORT", "80a"],
    ["PORT", "65536"],
    ["AUDIT_MODE", "loose"],
    ["MAX_STALE_MS", "0"],
    ["MAX_HELD_BODY_BYTES", "10485760"],
    ["MAX_REFUSALS_PER_MINUTE", "0"],
    ["LOG_LEVEL", "loud"],
    ["ALLOW_HTTP", "yes"],
    ["ALLOWED_PRIVATE_NETWORKS", "everything"],
    ["TRUSTED_PROXIES", "10.0.0.0/99"],
    ["METRICS_TOKEN", "short"],
    ["OPERATOR_PROVIDERS", "{}"],
    ["OPERATOR_PROVIDERS", "[canary"],
    ["EXTRA_CA_FILE", "/nowhere/ca.pem"],
    ["SMTP_URL", "smtp://mail.example.com"],
  ])("%s is not %j", (name, text) => {
    const problems = problemsOf({ [name]: text });
    expect(problems).toHaveLength(1);
    expect(problems[0]).not.toContain("canary");
  });

  it("are all described, with a default or an example where one helps", () => {
    for (const { description, name } of listSettings()) expect(description, name).toMatch(/\.$/);
    const given = listSettings().filter(
      ({ isRequiredInProduction, group }) => isRequiredInProduction && group !== "keys",
    );
    for (const { example, name } of given) expect(example, name).toBeDefined();
  });
});
