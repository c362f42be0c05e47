import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page, Request } from "playwright-core";

const webFolder = new URL("../../packages/dashboard/dist/web/", import.meta.url).pathname;

export interface PageWeight {
  readonly scriptBytes: number;
  readonly styleBytes: number;
  readonly fontBytes: number;
}

/** Size after gzip; fonts are compressed already. */
const sizeOf = async (path: string): Promise<number> => {
  const bytes = await readFile(join(webFolder, path));
  return path.endsWith(".woff2") ? bytes.length : gzipSync(bytes, { level: 9 }).length;
};

/** Every file of the web app that the page asks for while `visit` runs, weighed. */
export const weigh = async (page: Page, visit: () => Promise<void>): Promise<PageWeight> => {
  const files = new Set<string>();
  const onRequest = (request: Request): void => {
    const { pathname } = new URL(request.url());
    if (/\.(?:js|css|woff2)$/.test(pathname)) files.add(pathname);
  };
  page.on("request", onRequest);
  await visit();
  page.off("request", onRequest);
  const sum = async (extension: string): Promise<number> => {
    const sizes = await Promise.all([...files].filter((path) => path.endsWith(extension)).map(sizeOf));
    return sizes.reduce((total, size) => total + size, 0);
  };
  return { scriptBytes: await sum(".js"), styleBytes: await sum(".css"), fontBytes: await sum(".woff2") };
};
