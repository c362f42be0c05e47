import { promisify } from "node:util";
import { brotliDecompress, gunzip, inflate } from "node:zlib";
import { EgressError } from "./exchange.ts";
import { tooLarge } from "./failure.ts";
import type { RawAnswer } from "./send-once.ts";

const decoders = {
  gzip: promisify(gunzip),
  "x-gzip": promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const;

export const isCompressed = ({ headers, body }: RawAnswer): boolean => {
  const encoding = headers["content-encoding"];
  return encoding !== undefined && encoding !== "identity" && body.length > 0;
};

/**
 * Undoes the content coding, off the main thread and never past the limit. Compression is not asked for,
 * so this serves upstreams that compress regardless.
 */
export const inflateBody = async (answer: RawAnswer, host: string, maxBytes: number): Promise<Buffer> => {
  const encoding = (answer.headers["content-encoding"] ?? "").trim().toLowerCase();
  if (!isKnown(encoding))
    throw unreadable(host, `in an encoding that is not read: ${JSON.stringify(encoding.slice(0, 40))}`);
  try {
    return await decoders[encoding](answer.body, { maxOutputLength: maxBytes });
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(host, maxBytes);
    throw unreadable(host, "compressed data that does not decompress", error);
  }
};

const isKnown = (encoding: string): encoding is keyof typeof decoders => Object.hasOwn(decoders, encoding);

const unreadable = (host: string, what: string, cause?: unknown): EgressError =>
  new EgressError("upstream_failed", { message: `"${host}" answered ${what}.`, stage: "sent", cause });
