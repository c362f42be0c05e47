export type Environment = Readonly<Record<string, string | undefined>>;

/** The one place that touches `process.env`; command-line flags are laid over it before `loadConfig`. */
export const processEnvironment = (): Environment => process.env;
