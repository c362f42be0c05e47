#!/usr/bin/env node
import { createProgram } from "./cli/program.ts";
import { reportFailure } from "./cli/report-failure.ts";

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = reportFailure(error);
}
// A command that has ended has nothing left to wait for, whatever a library still holds open.
process.exit();
