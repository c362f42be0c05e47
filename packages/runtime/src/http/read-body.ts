import type { Context } from "hono";
import { readHeader } from "./read-header.ts";

export type BodyRead =
  | { readonly ok: true; readonly value: unknown; readonly bytes: number }
  | { readonly ok: false; readonly status: 400 | 413 | 415; readonly message: string };

const maxJsonDepth = 256;
// A text this short cannot nest deep enough to hurt.
const harmlessCharacters = 4_096;

/** Reads a JSON body within its bounds. */
export const readJsonBody = async (c: Context, maxBytes: number): Promise<BodyRead> => {
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
  const text = bytes === undefined ? await readBounded(c, maxBytes) : await c.req.raw.text();
  if (text === undefined) return tooLarge(maxBytes);
  if (text.length > harmlessCharacters && isTooDeep(text))
    return { ok: false, status: 400, message: `The body nests deeper than ${maxJsonDepth} levels.` };
  try {
    return { ok: true, value: JSON.parse(text), bytes: bytes ?? Buffer.byteLength(text) };
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

const readBounded = async (c: Context, maxBytes: number): Promise<string | undefined> => {
  const { body } = c.req.raw;
  if (body === null) return "";
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
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
