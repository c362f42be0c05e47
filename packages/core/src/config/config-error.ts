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
