import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import type { Page, Request } from "playwright-core";

const webFolder = new URL("../../packages/dashboard/dist/web/", import.meta.url).pathname;

// The data plane's own pages bring a style sheet of theirs.
const ofTheWebApp = /^\/(?:assets\/.+|theme)\.(?:js|css|woff2)$/;

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
    if (ofTheWebApp.test(pathname)) files.add(pathname);
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

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;
const limits = { script: 190, style: 15, font: 55 } as const;

/** What of a page is heavier than it may be, one line each, in kilobytes. */
export const findExcess = (weight: PageWeight, most: Partial<Record<keyof typeof limits, number>> = {}): string[] => {
  const sizes = { script: weight.scriptBytes, style: weight.styleBytes, font: weight.fontBytes };
  return Object.entries({ ...limits, ...most }).flatMap(([kind, limit]) => {
    const size = kilobytes(sizes[kind as keyof typeof limits]);
    return size > limit ? [`${size} kB of ${kind}, over ${limit}`] : [];
  });
};
