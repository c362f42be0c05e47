import { createReadStream } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

export interface CanaryHit {
  /** Name of the secret, never its value. */
  readonly canary: string;
  readonly encoding: string;
  readonly where: string;
}

export interface CanaryReport {
  readonly files: number;
  readonly bytes: number;
  readonly hits: readonly CanaryHit[];
}

interface Needle {
  readonly canary: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

/** Looks for secrets, plain and encoded, in every file below the directories and in the given texts. */
export const searchCanaries = async (input: {
  /** Texts, or the bytes of keys. */
  readonly canaries: Readonly<Record<string, string | Buffer>>;
  readonly directories: readonly string[];
  /** Logs and other text, by name. */
  readonly texts?: Readonly<Record<string, string>>;
}): Promise<CanaryReport> => {
  const needles = Object.entries(input.canaries).flatMap(([canary, value]) => encodingsOf(canary, value));
  const hits: CanaryHit[] = [];
  let [files, bytes] = [0, 0];
  for (const directory of input.directories)
    for (const path of await filesBelow(directory)) {
      const found = await unlessGone(async () => ({
        size: (await stat(path)).size,
        hits: await searchFile(path, needles),
      }));
      if (found === undefined) continue;
      files += 1;
      bytes += found.size;
      hits.push(...found.hits);
    }
  for (const [name, text] of Object.entries(input.texts ?? {})) {
    bytes += Buffer.byteLength(text);
    hits.push(...searchBuffer(Buffer.from(text), needles, name));
  }
  return { files, bytes, hits };
};

/** Plain, hex, URL encoding, UTF-16, and base64 and base64url at each of the three positions a text may begin at. */
export const encodingsOf = (canary: string, value: string | Buffer): Needle[] => {
  const plain = typeof value === "string" ? Buffer.from(value) : value;
  const text = typeof value === "string" ? value : undefined;
  const base64 = [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), plain]).toString("base64");
    // Characters that mix with neighbouring bytes are cut off at both ends.
    const inner = encoded.slice(Math.ceil((offset * 4) / 3), Math.floor(((offset + plain.length) * 4) / 3));
    return [
      { canary, encoding: `base64 at ${offset}`, bytes: Buffer.from(inner) },
      {
        canary,
        encoding: `base64url at ${offset}`,
        bytes: Buffer.from(inner.replaceAll("+", "-").replaceAll("/", "_")),
      },
    ];
  });
  const needles = [
    { canary, encoding: "plain", bytes: plain },
    { canary, encoding: "hex", bytes: Buffer.from(plain.toString("hex")) },
    { canary, encoding: "HEX", bytes: Buffer.from(plain.toString("hex").toUpperCase()) },
    { canary, encoding: "every byte URL-encoded", bytes: Buffer.from([...plain].map(percent).join("")) },
    ...(text === undefined
      ? []
      : [
          { canary, encoding: "URL", bytes: Buffer.from(encodeURIComponent(text)) },
          { canary, encoding: "UTF-16", bytes: Buffer.from(text, "utf16le") },
        ]),
    ...base64,
  ];
  return needles.filter((needle, index) => needles.findIndex((other) => other.bytes.equals(needle.bytes)) === index);
};

const percent = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;

/** A running database removes files while they are listed. */
const unlessGone = async <Result>(read: () => Promise<Result>): Promise<Result | undefined> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
};

const filesBelow = async (directory: string): Promise<string[]> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

const searchFile = async (path: string, needles: readonly Needle[]): Promise<CanaryHit[]> => {
  const overlap = Math.max(...needles.map((needle) => needle.bytes.length));
  const hits = new Map<string, CanaryHit>();
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 4 * 1_024 * 1_024 })) {
    const window = Buffer.concat([tail, chunk as Buffer]);
    for (const hit of searchBuffer(window, needles, path)) hits.set(`${hit.canary}/${hit.encoding}`, hit);
    tail = window.subarray(Math.max(0, window.length - overlap));
  }
  return [...hits.values()];
};

const searchBuffer = (buffer: Buffer, needles: readonly Needle[], where: string): CanaryHit[] =>
  needles
    .filter((needle) => buffer.includes(needle.bytes))
    .map(({ canary, encoding }) => ({ canary, encoding, where }));
