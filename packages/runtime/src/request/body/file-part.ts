import type { JsonObject, JsonValue } from "@breezeway/core";
import { UnfitArgument } from "../built-request.ts";

/** A file as an argument: `{ filename?, mediaType?, base64 }` or `{ filename?, mediaType?, text }`. */
export type FileArgument = JsonObject & { filename?: string; mediaType?: string } & (
    | { base64: string }
    | { text: string }
  );

export const isFileArgument = (value: JsonValue): value is FileArgument =>
  typeof value === "object" &&
  value !== null &&
  !Array.isArray(value) &&
  (typeof value["base64"] === "string" || typeof value["text"] === "string");

const base64Text = /^[A-Za-z0-9+/_-]*={0,2}$/;

/** The file's bytes. A `data:` prefix and white space, which models like to add, are taken off. */
export const bytesOfFile = (file: FileArgument, argument: string): Buffer => {
  if (typeof file["base64"] !== "string")
    return Buffer.from((typeof file["text"] === "string" ? file["text"] : "").toWellFormed(), "utf8");
  const compact = file["base64"].replace(/^data:[^,]{0,200};base64,/, "").replace(/\s+/g, "");
  if (!base64Text.test(compact))
    throw new UnfitArgument(argument, "must be base64 in the key base64, or plain text in the key text");
  return Buffer.from(compact, "base64");
};
