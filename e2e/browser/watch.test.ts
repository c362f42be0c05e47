import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createHand, type Hand } from "./hand.ts";
import { makeTraffic } from "./make-traffic.ts";
import { type ObservedPage, openObservedPage } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let observed: ObservedPage;
let page: Page;
let hand: Hand;
let workspace: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  await makeTraffic(product.ready);
  workspace = `${product.ready.dashboardUrl}/w/demo`;
  observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  ({ page } = observed);
  hand = createHand(page);
  page.setDefaultTimeout(10_000);
  await signIn(page, product.ready);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

afterEach(() => {
  const errors = observed.takeErrors();
  if (errors.length > 0) throw new Error(`The browser complained:\n${errors.join("\n")}`);
});

const calls = () => page.getByRole("row").filter({ has: page.getByRole("button", { name: /^Open / }) });
const card = (title: string) =>
  page.locator("section").filter({ has: page.getByRole("heading", { name: title, exact: true }) });

it("leads from each number of the activity to the calls that were counted", async () => {
  const behind = async (title: string, link: string | RegExp, expected: number) => {
    await hand.open(`${workspace}/activity?range=1h`);
    await card(title).getByRole("link", { name: link }).click();
    await page.waitForURL(/\/audit\?from=[^&]+&to=/);
    await expect.poll(() => calls().count()).toBe(expected);
  };
  await behind("Busiest tools", "getSpaces", 2);
  await behind("Busiest tools", "No tool", 2);
  await behind("Busiest clients", "No name given", 13);
  await behind("Busiest servers", "Wiki", 13);
  await behind("Outcomes", "Unknown tool", 2);
  await hand.open(`${workspace}/activity?range=24h`);
  await card("Failures").getByText("Show as a table").click();
  const busy = card("Failures").getByRole("row").filter({ hasText: /[1-9]/ }).filter({ hasNotText: "–" });
  const failed = (await busy.last().getByRole("cell").allTextContents()).map(Number).filter((value) => value > 0);
  await busy
    .last()
    .getByRole("link", { name: /^Show the calls of / })
    .click();
  await page.waitForURL(/outcome=failed/);
  await expect.poll(() => calls().count()).toBe(failed.reduce((sum, value) => sum + value, 0));
});

it("keeps live rows when the tail ends, and has an address for the tail and for each call", async () => {
  await hand.open(`${workspace}/s/wiki/audit`);
  const before = await calls().count();
  await page.getByRole("switch", { name: "Live" }).click();
  await page.waitForURL(/live=1/);
  await makeTraffic(product.ready);
  await expect.poll(() => calls().count(), { timeout: 20_000 }).toBe(before + 13);
  await page.getByRole("switch", { name: "Live" }).click();
  await expect.poll(() => page.url()).not.toContain("live=1");
  expect(await calls().count()).toBe(before + 13);
  await calls()
    .nth(4)
    .getByRole("button", { name: /^Open / })
    .click();
  const dialog = page.getByRole("dialog");
  const shown = await dialog.textContent();
  const address = new URL(page.url());
  address.searchParams.set("tool", "no-such-tool");
  await hand.open(address.href);
  await dialog.waitFor();
  expect(await dialog.textContent()).toBe(shown);
  await page.keyboard.press("Escape");
  await hand.says("No call fits these filters");
  await page.getByRole("button", { name: "Clear filters" }).last().click();
  await calls().first().waitFor();
});

it("offers the names that a filter knows, and keeps the place where one typed", async () => {
  await hand.open(`${workspace}/audit`);
  const tool = page.getByRole("combobox", { name: "Tool" });
  await page.getByLabel("Tool", { exact: true }).focus();
  await expect.poll(() => page.locator("datalist option[value=getSpaces]").count()).toBe(1);
  await tool.fill("getSpaces");
  await page.keyboard.press("Enter");
  await page.waitForURL(/tool=getSpaces/);
  expect(await tool.evaluate((field) => field === document.activeElement)).toBe(true);
  await page.getByLabel("Unnamed").selectOption("tool");
  await page.waitForURL(/without=tool/);
  expect(page.url()).not.toContain("tool=getSpaces");
  await expect.poll(() => tool.inputValue()).toBe("");
});

it("says loudly to whoever would connect that a server is stopped", async () => {
  const owner = await product.signIn();
  const at = "/api/workspaces/demo/servers/wiki-sign-in";
  expect((await owner.send("POST", `${at}/stop`, { reason: "drill" })).status).toBe(200);
  await hand.open(`${product.ready.dashboardUrl}/connect/demo/wiki-sign-in`);
  const notice = page.getByRole("alert");
  expect(await notice.textContent()).toContain("This server is stopped");
  expect(await page.getByRole("tab").count()).toBe(0);
  await page.getByText("How to connect once it is resumed").click();
  await page.getByRole("tab").first().waitFor();
  expect((await owner.send("POST", `${at}/resume`)).status).toBe(200);
});
