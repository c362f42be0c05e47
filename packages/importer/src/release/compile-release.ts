import type { CompiledReleaseResult, CompileReleaseInput } from "./compile-types.ts";

/** Generated tools + the owner's edits + policy → one release manifest. Deterministic; throws a ServiceError `invalid_input`. */
export const compileRelease = (_input: CompileReleaseInput): CompiledReleaseResult => {
  throw new Error("not built yet");
};
