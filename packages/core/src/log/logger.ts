import { pino } from "pino";
import type { DestinationStream, Logger as PinoLogger } from "pino";
import type { LogFields, LogLevel } from "./fields.ts";
import { redact } from "./redact.ts";
import { serializeFields } from "./serialize.ts";

export interface LoggerOptions {
  readonly level: LogLevel;
  /** Which part of Breezeway speaks, e.g. `runtime`. */
  readonly name: string;
  /** Standard output by default. */
  readonly destination?: DestinationStream;
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

/** One JSON object a line: level, time (ISO 8601), name, the allowed fields and `msg`. */
export const createLogger = ({ level, name, destination }: LoggerOptions): Logger => {
  const options = {
    level,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return wrap(destination ? pino(options, destination) : pino(options));
};

const wrap = (logger: PinoLogger): Logger => {
  const logAt =
    (level: Exclude<LogLevel, "silent">): LogAt =>
    (fields, message) => {
      if (logger.isLevelEnabled(level)) logger[level](serializeFields(fields), redact(message));
    };
  return {
    fatal: logAt("fatal"),
    error: logAt("error"),
    warn: logAt("warn"),
    info: logAt("info"),
    debug: logAt("debug"),
    trace: logAt("trace"),
    child: (fields) => wrap(logger.child(serializeFields(fields))),
  };
};
