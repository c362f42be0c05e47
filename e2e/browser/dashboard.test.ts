import { existsSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { type PageWeight, weigh } from "./budgets.ts";
import { createServerFromFile } from "./create-server.ts";
import { recordInteractions, slowestInteractionMs } from "./interactions.ts";
import { largeDocument } from "./large-document.ts";
import { makeTraffic } from "./make-traffic.ts";
import { looks, type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import { dashboardPages } from "./pages.ts";
import { signIn } from "./sign-in.ts";
import { visitPages } from "./visit.ts";

let product: Product;
let browser: Browser;

beforeAll(async () => {
  if (!existsSync(new URL("../../packages/dashboard/dist/web/index.html", import.meta.url)))
    throw new Error("The web app is not built: run `npm run build` first.");
  product = await startProduct();
  browser = await launchBrowser();
  await makeTraffic(product.ready);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const kilobytes = (bytes: number): number => Math.round(bytes / 100) / 10;

/** Loads a page from nothing and weighs what it asked for. */
const openAndWeigh = async ({ page }: ObservedPage, path: string): Promise<PageWeight> => {
  await page.goto("about:blank");
  return weigh(page, async () => {
    await page.goto(`${product.ready.dashboardUrl}${path}`);
    await settle(page);
  });
};

/** Tabs until the wanted element has the focus, as someone without a mouse would. */
const tabTo = async (page: Page, role: string, name: RegExp): Promise<void> => {
  for (let step = 0; step < 120; step += 1) {
    await page.keyboard.press("Tab");
    const wanted = page.getByRole(role as "button", { name }).and(page.locator(":focus"));
    if ((await wanted.count()) > 0) return;
  }
  throw new Error(`No ${role} named ${String(name)} can be reached by keyboard.`);
};

describe("budgets", () => {
  // One session for all pages: each is weighed as if it were the first, cached files included.
  let stranger: ObservedPage;
  let member: ObservedPage;

  beforeAll(async () => {
    const look = { theme: "light", width: 1440 } as const;
    stranger = await openObservedPage(browser, look);
    member = await openObservedPage(browser, look);
    await signIn(member.page, product.ready);
  });

  afterAll(async () => {
    await stranger?.context.close();
    await member?.context.close();
  });

  it("keeps the sign-in page within 85 kB of script and 55 kB of fonts", async () => {
    const weight = await openAndWeigh(stranger, "/sign-in");
    expect(kilobytes(weight.scriptBytes)).toBeLessThanOrEqual(85);
    expect(kilobytes(weight.fontBytes)).toBeLessThanOrEqual(55);
  });

  it.each(dashboardPages.filter(({ press }) => press === undefined))(
    "keeps $name within 190 kB of script, 15 kB of styles and 55 kB of fonts",
    async ({ path, isPublic }) => {
      const weight = await openAndWeigh(isPublic ? stranger : member, path);
      expect(kilobytes(weight.scriptBytes)).toBeLessThanOrEqual(190);
      expect(kilobytes(weight.styleBytes)).toBeLessThanOrEqual(15);
      expect(kilobytes(weight.fontBytes)).toBeLessThanOrEqual(55);
    },
  );
});

describe("every page", () => {
  it.each([...looks, { theme: "light", width: 360 } as const])(
    "has no barrier, console error or policy violation in $theme at $width px",
    async (look) => {
      expect(await visitPages(browser, { ready: product.ready, look, pages: dashboardPages })).toEqual([]);
    },
    600_000,
  );
});

describe("600 tools", () => {
  it("answer every interaction within 100 ms", async () => {
    const { page, context } = await openObservedPage(browser, { theme: "light", width: 1440 });
    await signIn(page, product.ready);
    const { dashboardUrl } = product.ready;
    await createServerFromFile(page, { dashboardUrl, document: largeDocument(600), slug: "many-things" });
    await page.goto(`${product.ready.dashboardUrl}/w/demo/s/many-things/tools`);
    await settle(page);
    await page.getByText("600 of 600 tools").waitFor();
    await recordInteractions(page);
    await page.getByRole("checkbox", { name: "Select all shown" }).click();
    await page.getByRole("button", { name: "Clear selection" }).click();
    await page.getByRole("switch").nth(3).click();
    await page.getByLabel("Find by name, path or text").pressSequentially("thing 51");
    await page.getByText(/^\d+ of 600 tools/).waitFor();
    await page.getByRole("button", { name: "Clear filters" }).click();
    await page.getByLabel("Tag", { exact: true }).selectOption("Group 7");
    expect(await slowestInteractionMs(page)).toBeLessThanOrEqual(100);
    await context.close();
  });
});

describe("the keyboard alone", () => {
  it("creates and publishes a server", async () => {
    const observed = await openObservedPage(browser, { theme: "light", width: 1440 });
    const { page, context } = observed;
    await signIn(page, product.ready);
    await page.goto(`${product.ready.dashboardUrl}/w/demo/s/wiki/documents`);
    const address =
      (await page
        .getByText(/\/openapi\/confluence-v2\.json/)
        .first()
        .textContent()) ?? "";
    await page.goto(`${product.ready.dashboardUrl}/w/demo`);
    await settle(page);
    await tabTo(page, "link", /Create a server/);
    await page.keyboard.press("Enter");
    await settle(page);
    await tabTo(page, "textbox", /Address of the document/);
    await page.keyboard.type(address);
    await page.keyboard.press("Enter");
    await page.getByText("Tools that start switched on").waitFor();
    await tabTo(page, "button", /Continue/);
    await page.keyboard.press("Enter");
    await tabTo(page, "radio", /./);
    // One group of radios: arrows move the choice.
    while (!(await page.getByRole("radio", { name: /Bring your own token/ }).isChecked()))
      await page.keyboard.press("ArrowDown");
    await tabTo(page, "button", /Continue/);
    await page.keyboard.press("Enter");
    await tabTo(page, "textbox", /^Address/);
    await page.keyboard.press("Control+a");
    await page.keyboard.type("by-keyboard");
    await tabTo(page, "button", /Create server/);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/s\/by-keyboard/);
    await settle(page);
    await tabTo(page, "link", /^Publish$/);
    await page.keyboard.press("Enter");
    await settle(page);
    await tabTo(page, "button", /^Publish$/);
    await page.keyboard.press("Enter");
    await page.getByText("Live is what you see here").waitFor();
    expect(observed.takeErrors()).toEqual([]);
    await context.close();
  });
});
