export { createRuntime } from "./create-runtime.ts";
export type { Runtime } from "./create-runtime.ts";
export { createIdentify } from "./identify/identify.ts";
export { prepareChecker } from "./arguments/check-arguments.ts";
export { prepareRequest } from "./request/prepare-request.ts";
export type { BuiltRequest } from "./request/built-request.ts";
