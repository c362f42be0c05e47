import type { Config } from "./config.ts";

/** Refuses to start: lists every problem of the environment at once, without repeating a secret. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly code = "invalid_config";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["Breezeway cannot start with this configuration:", ...problems.map((problem) => `- ${problem}`)].join("\n"));
    this.problems = problems;
  }
}

/** Reads the configuration from the environment (and `NAME_FILE` files); throws `ConfigError`. */
export const loadConfig = (_env: Readonly<Record<string, string | undefined>>): Config => {
  throw new Error("not built yet");
};
