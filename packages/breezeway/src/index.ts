export { createProgram } from "./cli/program.ts";
