import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { searchCanaries } from "./canary-search.ts";

const secret = "canary+/=not a secret~7f3a";
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "canary-"));
});
afterAll(() => rm(directory, { recursive: true }));

const find = async (content: Buffer | string): Promise<boolean> => {
  await writeFile(join(directory, "file"), content);
  return (await searchCanaries({ canaries: { secret }, directories: [directory] })).hits.length > 0;
};

it("finds the secret in every encoding, wherever it begins", async () => {
  for (const before of ["", "a", "ab", "abc"]) {
    const bytes = Buffer.from(`${before}${secret}zz`);
    for (const encoding of ["utf8", "base64", "base64url", "hex", "utf16le"] as const) {
      const content = encoding === "utf16le" ? Buffer.from(bytes.toString(), "utf16le") : bytes.toString(encoding);
      expect(await find(content), `${encoding} after ${before.length} bytes`).toBe(true);
    }
  }
  expect(await find(`?token=${encodeURIComponent(secret)}`)).toBe(true);
});

it("finds it across the border of two reads", async () => {
  expect(await find(Buffer.concat([Buffer.alloc(4 * 1_024 * 1_024 - 5, "x"), Buffer.from(secret)]))).toBe(true);
});

it("finds nothing where nothing is", async () => {
  expect(await find("canary without its other half")).toBe(false);
  expect(await find(gzipSync("x".repeat(1_000)))).toBe(false);
});
