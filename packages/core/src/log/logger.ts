import type { LogFields, LogLevel } from "./fields.ts";

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Which part of Breezeway speaks, e.g. `runtime`. */
  readonly name: string;
  /** Standard output by default. */
  readonly destination?: { write(line: string): void };
}

type LogAt = (fields: LogFields, message: string) => void;

/** Structured log lines from an allow-list of fields. Messages are constant texts; what varies goes into fields. */
export interface Logger {
  readonly fatal: LogAt;
  readonly error: LogAt;
  readonly warn: LogAt;
  readonly info: LogAt;
  readonly debug: LogAt;
  readonly trace: LogAt;
  /** A logger that adds these fields to every line. */
  child(fields: LogFields): Logger;
}

export const createLogger = (_options: LoggerOptions): Logger => {
  throw new Error("not built yet");
};
