import { isAbsolute, resolve } from "node:path";
import { loadConfig, processEnvironment } from "@breezeway/core";
import type { Config, SettingName } from "@breezeway/core";

/** Lays command-line flags over the environment and reads the configuration. Throws `ConfigError`. */
export const configWith = (flags: Readonly<Partial<Record<SettingName, string | undefined>>> = {}): Config => {
  const given = Object.entries(flags).filter(([, value]) => value !== undefined);
  return loadConfig({ ...processEnvironment(), ...Object.fromEntries(given) });
};

/** Paths on the command line are relative to where the user stands, which npm scripts hide. */
export const fromWhereTheUserStands = (path: string): string =>
  isAbsolute(path) ? path : resolve(processEnvironment()["BREEZEWAY_CWD"] ?? process.cwd(), path);
