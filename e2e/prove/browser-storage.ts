import { launchBrowser } from "../support/browser.ts";

export interface BrowserStorage {
  /** Everything a page of the dashboard's origin can read, and every cookie. */
  readonly text: string;
  /** Why no browser took part, where none did. */
  readonly absent: string | undefined;
}

/** Signs in to the dashboard with Chromium, opens its pages, and reads what the browser keeps. */
export const readBrowserStorage = async (input: {
  readonly url: string;
  readonly email: string;
  readonly password: string;
  readonly paths: readonly string[];
}): Promise<BrowserStorage> => {
  const launched = await launchBrowser().catch((error: unknown) => String(error).split("\n")[0] ?? "no browser");
  if (typeof launched === "string") return { text: "", absent: launched };
  try {
    const context = await launched.newContext();
    const page = await context.newPage();
    await page.goto(input.url);
    await page.getByLabel(/e-mail/i).fill(input.email);
    await page.getByLabel(/^password/i).fill(input.password);
    await page.getByRole("button", { name: /sign in/i, exact: true }).click();
    await page.getByRole("heading", { name: "Servers" }).waitFor();
    const seen: string[] = [];
    for (const path of input.paths) {
      await page.goto(`${input.url}${path}`);
      await page.getByRole("main").waitFor();
      await page.waitForLoadState("networkidle");
      seen.push(await page.content(), await page.evaluate(readStorage));
    }
    seen.push(JSON.stringify(await context.cookies()), JSON.stringify(await context.storageState({ indexedDB: true })));
    return { text: seen.join("\n"), absent: undefined };
  } finally {
    await launched.close();
  }
};

// Runs in the page.
const readStorage = (): string => {
  const page = globalThis as unknown as Record<"localStorage" | "sessionStorage" | "history", unknown>;
  return JSON.stringify([page.localStorage, page.sessionStorage, page.history]);
};
