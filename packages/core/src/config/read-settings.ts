import { readFileSync } from "node:fs";
import type { Environment } from "./process-environment.ts";
import { settingNames, settings } from "./settings.ts";
import type { Setting, SettingName } from "./settings.ts";

export type EnvironmentName = "development" | "production";
export type SettingTexts = { readonly [Name in SettingName]?: string };

export const environmentName = (env: Environment): EnvironmentName =>
  env["NODE_ENV"] === "production" ? "production" : "development";

/** The text of each setting: from `NAME`, from the file that `NAME_FILE` names (secrets), else the default. Empty means not set. */
export const readSettings = (env: Environment, problems: string[]): SettingTexts => {
  const environment = environmentName(env);
  const texts: { [Name in SettingName]?: string } = {};
  for (const name of settingNames) {
    const setting: Setting = settings[name];
    const text = given(env[name]) ?? (setting.isSecret ? readSecretFile(env, name, problems) : undefined);
    if (setting.isSecret && given(env[name]) && given(env[`${name}_FILE`]))
      problems.push(`${name} and ${name}_FILE are both set; keep one.`);
    if (text === undefined && setting.isRequiredInProduction && environment === "production")
      problems.push(missing(name, setting));
    const value = text ?? defaultText(setting, environment);
    if (value !== undefined) texts[name] = value;
  }
  return texts;
};

const given = (text: string | undefined): string | undefined => {
  const trimmed = text?.trim();
  return trimmed === "" ? undefined : trimmed;
};

const readSecretFile = (env: Environment, name: SettingName, problems: string[]): string | undefined => {
  const path = given(env[`${name}_FILE`]);
  if (path === undefined) return undefined;
  try {
    const text = given(readFileSync(path, "utf8"));
    if (text === undefined) problems.push(`${name}_FILE: the file "${path}" is empty.`);
    return text;
  } catch (error) {
    problems.push(`${name}_FILE: the file "${path}" cannot be read (${codeOf(error)}).`);
    return undefined;
  }
};

const defaultText = (setting: Setting, environment: EnvironmentName): string | undefined =>
  typeof setting.default === "object" ? setting.default[environment] : setting.default;

const missing = (name: SettingName, setting: Setting): string => {
  const orFile = setting.isSecret ? ` (or ${name}_FILE)` : "";
  const option = name === "CONNECTION_HASH_KEY" ? " --connection-hash" : "";
  const hint = setting.group === "keys" ? ` \`breezeway keys generate${option}\` makes one.` : "";
  return `${name}${orFile} is missing; production needs it.${hint}`;
};

export const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : "unknown error";
