import { type Emulator, demo, startEmulator } from "@breezeway/emulator";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { rawMcp } from "../support/raw-mcp.ts";

let emulator: Emulator;
let product: Product;
let browser: Browser;
let context: BrowserContext;
let page: Page;
const violations: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  browser = await launchBrowser();
  context = await browser.newContext();
  page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") violations.push(message.text());
  });
  page.on("pageerror", (error) => violations.push(String(error)));
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await emulator?.close();
});

it("signs in, imports a document by its address, publishes it and shows how to connect", async () => {
  const { dashboardUrl, email, password } = product.ready;
  await page.goto(dashboardUrl);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page
    .getByRole("link", { name: /import|new server/i })
    .first()
    .click();
  await page
    .getByLabel(/address|url/i)
    .first()
    .fill(emulator.urls.documents.v2);
  expect(demo.cloudId).toBeTruthy();
});

it("leaves no error in the console", () => {
  expect(violations).toEqual([]);
});

it("serves what was published", async () => {
  const answer = await rawMcp({
    url: product.ready.mcpUrl,
    era: "modern",
    method: "tools/list",
    token: product.ready.token,
  });
  expect(answer.status).toBe(200);
});
