import type { Context } from "hono";
import { uncountedBodyBytes } from "../admit/body-budget.ts";
import type { BodyHold } from "../admit/body-budget.ts";
import { readHeader } from "./read-header.ts";

export type BodyRead =
  | {
      readonly ok: true;
      readonly value: unknown;
      readonly bytes: number;
      /** To be ended with the answer; absent for a small body. */
      readonly hold?: BodyHold | undefined;
    }
  | { readonly ok: false; readonly status: 400 | 413 | 415 | 503; readonly message: string };

export interface ReadBodyRules {
  readonly maxBytes: number;
  /** Opened for a body that is not small. */
  readonly openHold: () => BodyHold;
}

const maxJsonDepth = 256;
// A text this short cannot nest deep enough to hurt.
const harmlessCharacters = 4_096;

/** Reads a JSON body within its bounds and the budget of all bodies. */
export const readJsonBody = async (c: Context, { maxBytes, openHold }: ReadBodyRules): Promise<BodyRead> => {
  const contentType = readHeader(c, "content-type");
  if (
    contentType !== "application/json" &&
    contentType !== undefined &&
    !/^\s*application\/(?:[\w.-]+\+)?json\b/i.test(contentType)
  )
    return { ok: false, status: 415, message: "Send the body as application/json." };
  const announced = readHeader(c, "content-length");
  const bytes = announced === undefined ? undefined : Number(announced);
  if (bytes !== undefined && bytes > maxBytes) return tooLarge(maxBytes);
  // A body of announced length ends there: the HTTP parser sees to it.
  if (bytes !== undefined && bytes <= uncountedBodyBytes) return parseBody(await c.req.raw.text(), bytes);
  const hold = openHold();
  let read: BodyRead | undefined;
  try {
    const text = await readCounted(c, maxBytes, hold);
    read = typeof text === "string" ? parseBody(text, Buffer.byteLength(text)) : text;
    return read.ok ? { ...read, hold } : read;
  } finally {
    if (read?.ok !== true) hold.end();
  }
};

const parseBody = (text: string, bytes: number): BodyRead => {
  if (text.length > harmlessCharacters && isTooDeep(text))
    return { ok: false, status: 400, message: `The body nests deeper than ${maxJsonDepth} levels.` };
  try {
    return { ok: true, value: JSON.parse(text), bytes };
  } catch {
    // The parser's message would repeat parts of the body.
    return { ok: false, status: 400, message: "The body is not JSON." };
  }
};

const tooLarge = (maxBytes: number): BodyRead => ({
  ok: false,
  status: 413,
  message: `The body has more than ${maxBytes} bytes.`,
});

const readCounted = async (c: Context, maxBytes: number, hold: BodyHold): Promise<string | BodyRead> => {
  const { body } = c.req.raw;
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return tooLarge(maxBytes);
    if (!hold.grow(chunk.byteLength)) return tooManyBytes;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const tooManyBytes: BodyRead = {
  ok: false,
  status: 503,
  message: "Too many large requests are being answered. Try again in a moment.",
};

const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === 0x22) index = endOfString(text, index);
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > maxJsonDepth) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
};

const endOfString = (text: string, start: number): number => {
  for (let index = start + 1; ; index += 1) {
    const end = text.indexOf('"', index);
    if (end === -1) return text.length;
    let escapes = 0;
    while (text.charCodeAt(end - 1 - escapes) === 0x5c) escapes += 1;
    if (escapes % 2 === 0) return end;
    index = end;
  }
};
