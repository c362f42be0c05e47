import { ConfigError, isServiceError } from "@breezeway/core";
import { MigrationError } from "@breezeway/db";
import { CommanderError } from "commander";
import { exitCodes } from "./exit-codes.ts";

/** Says what went wrong in one paragraph on standard error and gives the exit code. Only defects show a stack. */
export const reportFailure = (error: unknown): number => {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof ConfigError) return say(error.message, exitCodes.usage);
  if (isServiceError(error))
    return say(error.at ? `${error.message} (at ${error.at})` : error.message, exitCodes.failed);
  if (error instanceof MigrationError || isNamedFailure(error)) return say(error.message, exitCodes.failed);
  return say(error instanceof Error ? (error.stack ?? error.message) : String(error), exitCodes.failed);
};

const expectedNames = new Set(["ClusterError", "PrivilegedLoginError", "EgressError"]);

const isNamedFailure = (error: unknown): error is Error => error instanceof Error && expectedNames.has(error.name);

const say = (text: string, code: number): number => {
  process.stderr.write(`breezeway: ${text}\n`);
  return code;
};
