import { mayDocumentSetHeader } from "@breezeway/core";
import type { JsonValue, PartEncoding } from "@breezeway/core";
import { headerValueOf } from "../header-value.ts";
import { isJsonObject } from "../rename-keys.ts";
import { textOf } from "../serialise-parameter.ts";
import { bytesOfFile, isFileArgument } from "./file-part.ts";
import type { WrittenBody } from "./written-body.ts";

export interface MultipartInput {
  readonly value: JsonValue;
  readonly encoding: Readonly<Record<string, PartEncoding>>;
  /** `multipart/form-data`, `multipart/mixed` … */
  readonly essence: string;
  /** Must not occur in any part; 128 random bits make sure of it. */
  readonly boundary: string;
}

/** One part for each property, and for each item of a list: https://www.rfc-editor.org/rfc/rfc7578 */
export const writeMultipart = ({ value, encoding, essence, boundary }: MultipartInput): WrittenBody => {
  const chunks: Buffer[] = [];
  for (const [name, item] of Object.entries(isJsonObject(value) ? value : {})) {
    const rule = Object.hasOwn(encoding, name) ? encoding[name] : undefined;
    for (const entry of Array.isArray(item) && !isJsonPart(rule) ? item : [item]) {
      const part = partOf(name, entry, rule);
      chunks.push(Buffer.from(`--${boundary}\r\n${part.head}\r\n`, "utf8"), part.bytes, Buffer.from("\r\n"));
    }
  }
  chunks.push(Buffer.from(`--${boundary}--\r\n`));
  return { contentType: `${essence}; boundary=${boundary}`, bytes: Buffer.concat(chunks) };
};

const isJsonPart = (rule: PartEncoding | undefined): boolean =>
  rule?.contentType !== undefined && /[/+]json/i.test(rule.contentType);

const partOf = (
  name: string,
  value: JsonValue,
  rule: PartEncoding | undefined,
): { readonly head: string; readonly bytes: Buffer } => {
  const isFile = rule?.file === true && isFileArgument(value);
  const fileName = isFile
    ? typeof value.filename === "string"
      ? value.filename
      : "file"
    : rule?.file === true
      ? "file"
      : undefined;
  const disposition = `Content-Disposition: form-data; name="${quoted(name)}"${fileName === undefined ? "" : `; filename="${quoted(fileName)}"`}\r\n`;
  const mediaType = partType(value, rule, isFile && typeof value.mediaType === "string" ? value.mediaType : undefined);
  const head = `${disposition}Content-Type: ${mediaType}\r\n${extraHeaders(rule)}`;
  return { head, bytes: isFile ? bytesOfFile(value, name) : Buffer.from(textOf(value).toWellFormed(), "utf8") };
};

// As browsers do it: https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data
const quoted = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\r\n"\0]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`);

const mediaTypeText =
  /^[A-Za-z0-9!#$&^_.+-]+\/[A-Za-z0-9!#$&^_.+-]+(?:\s*;\s*[A-Za-z0-9_-]+=(?:[A-Za-z0-9_.+-]+|"[^"\\\r\n]*"))*$/;

const partType = (value: JsonValue, rule: PartEncoding | undefined, chosen: string | undefined): string => {
  const allowed = (rule?.contentType ?? "")
    .split(",")
    .map((type) => type.trim())
    .filter((type) => type !== "");
  if (
    chosen !== undefined &&
    mediaTypeText.test(chosen) &&
    (allowed.length === 0 || allowed.some((type) => isMatch(type, chosen)))
  )
    return chosen;
  const stated = allowed.find((type) => mediaTypeText.test(type));
  if (stated !== undefined) return stated;
  if (rule?.file === true) return "application/octet-stream";
  return typeof value === "object" && value !== null ? "application/json" : "text/plain; charset=utf-8";
};

const isMatch = (pattern: string, type: string): boolean => {
  const wanted = pattern.split(";")[0]?.trim().toLowerCase() ?? "";
  const given = type.split(";")[0]?.trim().toLowerCase() ?? "";
  return wanted === "*/*" || wanted === given || (wanted.endsWith("/*") && given.startsWith(wanted.slice(0, -1)));
};

const extraHeaders = (rule: PartEncoding | undefined): string =>
  Object.entries(rule?.headers ?? {})
    .map(([name, value]) => ({ name: name.toLowerCase(), value: headerValueOf(value) }))
    .filter(({ name, value }) => mayDocumentSetHeader(name) && name !== "content-disposition" && value !== undefined)
    .map(({ name, value }) => `${name}: ${value}\r\n`)
    .join("");
