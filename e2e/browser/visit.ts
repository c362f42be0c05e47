import type { Browser, Page } from "playwright-core";
import type { Product } from "../support/product.ts";
import { type Look, type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import type { DashboardPage } from "./pages.ts";
import { signIn } from "./sign-in.ts";

/** What a missing thing answers is expected on the pages that ask for one. */
const isExpected = (page: DashboardPage, problem: string): boolean =>
  (page.name.startsWith("bad-") || page.name === "install-missing") && /status of 4\d\d/.test(problem);

const open = async (page: Page, baseUrl: string, entry: DashboardPage): Promise<void> => {
  // Through an empty page: two paths that differ behind `#` alone would not load anew.
  await page.goto("about:blank");
  await page.goto(`${baseUrl}${entry.path}`);
  await settle(page);
  if (entry.press === undefined) return;
  await page.getByRole(entry.press.role, { name: entry.press.name }).first().click();
  await settle(page);
};

/** Opens each page in one look and hands it over; gives what is wrong with it, one line each. */
export const visitPages = async (
  browser: Browser,
  input: {
    readonly ready: Product["ready"];
    readonly look: Look;
    readonly pages: readonly DashboardPage[];
    readonly onPage?: (observed: ObservedPage, entry: DashboardPage) => Promise<void>;
  },
): Promise<string[]> => {
  const { ready, look, pages, onPage } = input;
  const problems: string[] = [];
  const observed = await openObservedPage(browser, look);
  const run = async (entry: DashboardPage): Promise<void> => {
    await open(observed.page, ready.dashboardUrl, entry);
    await onPage?.(observed, entry);
    const overflow = await observed.page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const found = [...observed.takeErrors(), ...(await observed.findBarriers())];
    if (overflow > 0) found.push(`layout: ${overflow} px wider than the window`);
    for (const problem of found)
      if (!isExpected(entry, problem)) problems.push(`${entry.name} (${look.theme}, ${look.width} px): ${problem}`);
  };
  for (const entry of pages.filter(({ isPublic }) => isPublic)) await run(entry);
  await signIn(observed.page, ready);
  for (const entry of pages.filter(({ isPublic }) => !isPublic)) await run(entry);
  await observed.context.close();
  return problems;
};
