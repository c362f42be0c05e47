export { createRuntime } from "./create-runtime.ts";
export type { Runtime, RuntimeDeps } from "./create-runtime.ts";
export type { Caller, CallerLimits, Challenge, Identified, UpstreamCredential } from "./identify/caller.ts";
export type { CompiledRelease, LiveAccessKey, LiveServer } from "./live/live-server.ts";
export type { CompiledTool } from "./live/compiled-tool.ts";
