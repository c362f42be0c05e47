import type { Browser, Page } from "playwright-core";
import type { Product } from "../support/product.ts";
import { type PageWeight, weigh } from "./budgets.ts";
import { type ObservedPage, openObservedPage, settle, type Theme } from "./observed-page.ts";
import type { DashboardPage } from "./pages.ts";
import type { Actor, Scene } from "./scene.ts";
import { signIn } from "./sign-in.ts";

export interface Visit {
  readonly ready: Product["ready"];
  readonly scene: Scene;
  readonly pages: readonly DashboardPage[];
  readonly width: number;
  /** Narrower still: the page must not be wider than this either. */
  readonly narrowest?: number;
  /** Hears what each page weighs, with what is pressed on it. */
  readonly onWeight?: (entry: DashboardPage, weight: PageWeight) => void;
  readonly onPage?: (observed: ObservedPage, entry: DashboardPage, theme: Theme) => Promise<void>;
}

const themes: readonly Theme[] = ["light", "dark"];
/** Pages open at the same time: much of a visit is waiting for the network to be idle. */
const lanes = 2;

/** Opens each page once, looks at it in both themes, and gives what is wrong with it, one line each. */
export const visitPages = async (browser: Browser, visit: Visit): Promise<string[]> => {
  const problems: string[] = [];
  const actors = new Set(visit.pages.map(({ as = "owner" }) => as));
  for (const actor of actors) {
    const waiting = visit.pages.filter(({ as = "owner" }) => as === actor);
    const state = await signedInState(browser, visit, actor);
    const drive = async (): Promise<void> => {
      const observed = await openObservedPage(browser, { theme: "light", width: visit.width }, state);
      for (let entry = waiting.shift(); entry !== undefined; entry = waiting.shift())
        problems.push(...(await look(observed, visit, entry)));
      await observed.context.close();
    };
    await Promise.all(Array.from({ length: lanes }, drive));
  }
  return problems;
};

type SignedInState = Awaited<ReturnType<ObservedPage["context"]["storageState"]>>;

/** Signs in once; the lanes share the session. */
const signedInState = async (browser: Browser, visit: Visit, actor: Actor): Promise<SignedInState | undefined> => {
  if (actor === "stranger") return undefined;
  const { page, context } = await openObservedPage(browser, { theme: "light", width: visit.width });
  await signIn(page, { dashboardUrl: visit.ready.dashboardUrl, ...visit.scene.logins[actor] });
  const state = await context.storageState();
  await context.close();
  return state;
};

/** The address of a page, the scene's values filled in. */
const addressOf = (entry: DashboardPage, visit: Visit): string => {
  const path = entry.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = visit.scene.values[name];
    if (value === undefined) throw new Error(`The scene has no ${name}.`);
    return value;
  });
  return `${visit.ready.dashboardUrl}${path}`;
};

const look = async (observed: ObservedPage, visit: Visit, entry: DashboardPage): Promise<string[]> => {
  const { page } = observed;
  const problems: string[] = [];
  const note = (where: string, found: readonly string[]): void => {
    for (const problem of found)
      if (entry.expects?.test(problem) !== true) problems.push(`${entry.name} (${where}): ${problem}`);
  };
  try {
    const weight = await weigh(page, () => openPage(observed, visit, entry));
    visit.onWeight?.(entry, weight);
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme });
      await showFrame(page);
      await visit.onPage?.(observed, entry, theme);
      note(`${theme}, ${visit.width} px`, [...(await findOverflow(observed)), ...(await observed.findBarriers())]);
    }
    await page.emulateMedia({ colorScheme: "light" });
    if (visit.narrowest !== undefined) {
      await page.setViewportSize({ width: visit.narrowest, height: 844 });
      note(`${visit.narrowest} px`, await findOverflow(observed));
      await page.setViewportSize({ width: visit.width, height: 844 });
    }
  } catch (error) {
    problems.push(`${entry.name} (${visit.width} px): ${String(error)}`);
  }
  note(`${visit.width} px`, observed.takeErrors());
  if (entry.without !== undefined) await page.unroute(entry.without);
  return problems;
};

const openPage = async ({ page }: ObservedPage, visit: Visit, entry: DashboardPage): Promise<void> => {
  // Through an empty page: two paths that differ behind `#` alone would not load anew.
  await page.goto("about:blank");
  if (entry.without !== undefined) await page.route(entry.without, (route) => route.abort());
  await page.goto(addressOf(entry, visit));
  await settle(page);
  if (entry.press === undefined && entry.act === undefined) return;
  if (entry.press !== undefined) await page.getByRole(entry.press.role, { name: entry.press.name }).first().click();
  await entry.act?.(page, visit.scene);
  await settle(page);
};

/** Waits until the colours of a theme have arrived. */
const showFrame = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    await Promise.allSettled(document.getAnimations().map(({ finished }) => finished));
    await frame();
  });

const findOverflow = async ({ page }: ObservedPage): Promise<string[]> => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return overflow > 0 ? [`layout: ${overflow} px wider than the window`] : [];
};
