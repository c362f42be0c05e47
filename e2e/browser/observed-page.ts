import AxeBuilder from "@axe-core/playwright";
import type { Browser, BrowserContext, Page } from "playwright-core";

export type Theme = "light" | "dark";

export interface Look {
  readonly theme: Theme;
  readonly width: number;
}

export const widths = [1440, 390] as const;

const axeTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/** A page whose console, policy violations and failures are written down. */
export interface ObservedPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Errors since the last call. */
  takeErrors(): string[];
  /** What axe finds, one line each. */
  findBarriers(): Promise<string[]>;
}

export const openObservedPage = async (
  browser: Browser,
  look: Look,
  storageState?: Awaited<ReturnType<BrowserContext["storageState"]>>,
): Promise<ObservedPage> => {
  const context = await browser.newContext({
    ...(storageState !== undefined && { storageState }),
    viewport: { width: look.width, height: look.width < 600 ? 844 : 900 },
    colorScheme: look.theme,
    reducedMotion: "reduce",
    deviceScaleFactor: 1,
  });
  const page = await context.newPage();
  let errors: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => errors.push(`page: ${error.message}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) =>
      // eslint-disable-next-line no-console
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`),
    );
  });
  return {
    page,
    context,
    takeErrors: () => {
      const taken = errors;
      errors = [];
      return taken;
    },
    findBarriers: async () => {
      // No page has frames, so the mode that would gather them from a page of its own is not needed.
      const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).withTags(axeTags).analyze();
      return violations.flatMap((violation) =>
        violation.nodes.map(
          (node) =>
            `axe: ${violation.id}: ${node.target.join(" ")}: ${node.failureSummary?.split("\n")[1]?.trim() ?? ""}`,
        ),
      );
    },
  };
};

/** Waits until nothing is loading and the text stands in its own font. */
export const settle = async (page: Page): Promise<void> => {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null, undefined, {
    timeout: 15_000,
  });
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
};
