import { logFieldNames } from "./fields.ts";
import type { LogFields } from "./fields.ts";
import { redact } from "./redact.ts";

const deepestCause = 3;
const longestStack = 4_000;

type Scalar = string | number | boolean;
export interface LoggedError {
  readonly name: string;
  readonly code?: Scalar;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: LoggedError;
}

/** Only named fields with plain values pass; an error is reduced to name, code, message and stack. */
export const serializeFields = (fields: LogFields): Record<string, Scalar | LoggedError> => {
  const passed: Record<string, Scalar | LoggedError> = {};
  for (const name of logFieldNames) {
    const value = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (typeof value === "string") passed[name] = redact(value);
    else if (typeof value === "number" || typeof value === "boolean") passed[name] = value;
  }
  if (fields.error !== undefined) passed["error"] = serializeError(fields.error, 0);
  return passed;
};

const serializeError = (error: unknown, depth: number): LoggedError => {
  if (!(error instanceof Error)) return { name: "NotAnError", message: `A value of type ${typeof error} was thrown.` };
  const { name, message, stack, cause } = error;
  const code = "code" in error ? error.code : undefined;
  return {
    name: redact(name),
    message: redact(message),
    ...(typeof code === "string" ? { code: redact(code) } : typeof code === "number" ? { code } : {}),
    ...(stack === undefined ? {} : { stack: redactStack(stack, message) }),
    ...(cause instanceof Error && depth < deepestCause ? { cause: serializeError(cause, depth + 1) } : {}),
  };
};

/** The stack without its first lines, which repeat the message, and with file names as they are. */
const redactStack = (stack: string, message: string): string => {
  const start = stack.indexOf(message) + message.length;
  const frames = stack
    .slice(start)
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "));
  return frames.join("\n").slice(0, longestStack);
};
