import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServerFromFile } from "./create-server.ts";
import { hostileDocument, hostileTexts } from "./hostile-document.ts";
import { openObservedPage, settle } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

it("33: runs no script out of a document's titles, descriptions, tags and schemas, nor out of a server's name", async () => {
  const { dashboardUrl } = product.ready;
  const observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  const { page } = observed;
  await signIn(page, product.ready);
  const input = { dashboardUrl, document: hostileDocument(), slug: "hostile", name: hostileTexts[0] ?? "" };
  await createServerFromFile(page, input);
  const server = `${dashboardUrl}/w/demo/s/hostile`;
  const visited = ["", "/tools", "/tools?tool=hostile0", "/documents", "/try", "/publish", "/settings", "/audit"];
  for (const path of visited) {
    await page.goto(`${server}${path}`);
    await settle(page);
    expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  }
  await page.goto(`${server}/tools?tool=hostile0`);
  for (const tab of [/^Arguments/, "Schema", "Response"]) {
    await page.getByRole("tab", { name: tab }).click();
    expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  }
  for (const path of ["", "/changes", "/activity"]) {
    await page.goto(`${dashboardUrl}/w/demo${path}`);
    await settle(page);
    expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
  }
  expect(observed.takeErrors()).toEqual([]);
});
