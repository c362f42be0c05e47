import { demoTokens, type Emulator, startEmulator } from "@breezeway/emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { signIn } from "../browser/sign-in.ts";
import { toolNames } from "../support/audit-log.ts";
import { launchBrowser } from "../support/browser.ts";
import { emulatorDocuments } from "../support/confluence-documents.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer } from "../support/publish-document.ts";

let emulator: Emulator;
let product: Product;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  browser = await launchBrowser();
  page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await emulator?.close();
});

it("tries a tool of a draft that was never published, with a token that stays in the page", async () => {
  const session = await product.signIn();
  const slug = "tried-by-hand";
  await createServer(session, { slug, documents: emulatorDocuments(emulator).slice(0, 1) });
  const tool = (await toolNames(session, slug))("getSpaces");
  await signIn(page, product.ready);
  await page.goto(`${product.ready.dashboardUrl}/w/${session.workspace}/s/${slug}/try?tool=${tool}`);
  await page.getByLabel("Bearer token").fill(demoTokens.full);
  await page.getByText("The request as it will be sent").click();
  await expect.poll(() => page.locator("main").innerText()).toContain("breezeway-draft-ticket: ••••••••");
  expect(await page.locator("main").innerText()).toContain("authorization: Bearer ••••••••");
  await page.getByRole("button", { name: "Call the tool", exact: true }).click();
  await page.getByText("HTTP 200").waitFor();
  expect(await page.locator("main").innerText()).toContain("Engineering");
  await page.getByRole("tab", { name: "As the API gave it" }).click();
  await expect.poll(() => page.getByRole("tabpanel").innerText()).toContain("Bearer ••••••••");
  expect(await page.locator("body").innerText()).not.toContain(demoTokens.full);
  const kept = await page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
  );
  expect(kept).not.toContain(demoTokens.full);
  expect(complaints).toEqual([]);
});
