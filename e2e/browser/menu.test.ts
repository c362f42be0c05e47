import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const focusedLabel = (page: Page): Promise<string> =>
  page.evaluate(() => document.activeElement?.textContent?.trim() ?? "");

it("opens a menu at the first key or click, walks it with the arrows, and gives the focus back", async () => {
  const page = await browser.newPage();
  await signIn(page, product.ready);
  await page.goto(`${product.ready.dashboardUrl}/w/demo`);
  await page.getByRole("link", { name: "Create a server" }).waitFor();
  const trigger = page.getByRole("button", { name: "Demo owner" });
  await trigger.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menu").waitFor();
  await page.keyboard.press("ArrowDown");
  expect(await focusedLabel(page)).toBe("Account");
  await page.keyboard.press("Escape");
  await page.getByRole("menu").waitFor({ state: "detached" });
  expect(await focusedLabel(page)).toContain("Demo owner");

  await page.reload();
  await trigger.click();
  await page.getByRole("menuitem", { name: "Dark" }).click();
  await page.waitForFunction(() => document.documentElement.dataset["theme"] === "dark");
  expect(await trigger.getAttribute("aria-expanded")).toBe("false");
});
