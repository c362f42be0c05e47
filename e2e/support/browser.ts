import { existsSync } from "node:fs";
import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";

const systemPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

// A test browser talks to the product and to nobody else.
const quiet = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--no-first-run",
  "--disable-quic",
  "--disable-gpu",
];

/** The system's Chromium, else the one that npm brings. */
export const launchBrowser = async (further: readonly string[] = []): Promise<Browser> => {
  const executablePath = systemPaths.find((path) => existsSync(path)) ?? (await chromium.executablePath());
  const isRoot = process.getuid?.() === 0;
  return playwright.launch({
    executablePath,
    headless: true,
    args: [...quiet, ...(isRoot ? ["--no-sandbox"] : []), ...further],
  });
};
