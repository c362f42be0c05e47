/** Exit codes of every command; `breezeway --help` lists them. */
export const exitCodes = {
  done: 0,
  /** The command ran and what it was asked for failed. */
  failed: 1,
  /** The command line or the configuration is wrong; nothing was begun. */
  usage: 2,
} as const;
