import { atDemoSite, demo, type Emulator, startEmulator } from "@breezeway/emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, publishServer } from "../support/publish-document.ts";
import { createHand, type Hand } from "./hand.ts";
import { type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let emulator: Emulator;
let product: Product;
let browser: Browser;
let observed: ObservedPage;
let page: Page;
let hand: Hand;
let workspace: string;

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  browser = await launchBrowser();
  workspace = `${product.ready.dashboardUrl}/w/demo`;
  observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  ({ page } = observed);
  hand = createHand(page);
  page.setDefaultTimeout(15_000);
  await signIn(page, product.ready);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await emulator?.close();
});

afterEach(() => {
  const errors = observed.takeErrors();
  if (errors.length > 0) throw new Error(`The browser complained:\n${errors.join("\n")}`);
});

/** Accepts on the page of the emulated provider, and comes back. */
const acceptAtProvider = async (): Promise<void> => {
  const accept = page.getByRole("button", { name: "Accept" });
  await accept.waitFor();
  expect(page.url().startsWith(product.ready.dashboardUrl)).toBe(false);
  await accept.click();
  await page.waitForURL(`${workspace}/**`);
  await settle(page);
};

const kept = () =>
  page.evaluate(() => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href]));

it("signs in at the provider to try a tool of the draft, and keeps the token in the page's memory alone", async () => {
  await hand.open(`${workspace}/s/wiki-sign-in/try?tool=getSpaces`);
  await page.getByLabel("Where").selectOption("Draft: what you would publish now");
  await hand.press("Sign in at the provider");
  await acceptAtProvider();
  expect(await page.getByLabel("Where").inputValue()).toBe("draft");
  await expect.poll(() => page.getByLabel("Bearer token").inputValue()).not.toBe("");
  const token = await page.getByLabel("Bearer token").inputValue();
  await hand.press("Call the tool");
  await hand.says("HTTP 200");
  await hand.says(/Engineering/);
  expect(await kept()).not.toContain(token);
  expect(await page.getByRole("main").innerText()).not.toContain(token);
  await page.reload();
  await settle(page);
  await page.getByLabel("Where").selectOption("Draft: what you would publish now");
  expect(await page.getByLabel("Bearer token").inputValue()).toBe("");
});

it("tests the connection to a provider step by step, to its end after a sign-in", async () => {
  await hand.open(`${workspace}/credentials`);
  const provider = page.getByRole("listitem").filter({ hasText: "Emulated Atlassian" }).first();
  await provider.getByRole("button", { name: "Test", exact: true }).click();
  await provider.getByLabel("not tried").first().waitFor();
  expect(await provider.getByLabel("failed").count()).toBe(0);
  await hand.press("Sign in to finish the test");
  await acceptAtProvider();
  await hand.says(`The token reaches ${demo.siteName}`);
  expect(await provider.getByLabel("not tried").count()).toBe(0);
  expect(await provider.getByLabel("failed").count()).toBe(0);
});

it("tries a tool with a key of the viewer's own, as it would be sent", async () => {
  const session = await product.signIn();
  const document = {
    source: { kind: "url", url: emulator.urls.documents.dataCenter },
    baseUrl: emulator.urls.dataCenter.base,
  } as const;
  const credential = {
    mode: "user_key",
    scheme: { type: "bearer" },
    keyLabel: "Personal access token",
    testPath: "/rest/api/user/current",
  } as const;
  await createServer(session, { slug: "by-key", documents: [document], credential });
  await hand.open(`${workspace}/s/by-key/try?tool=getCurrentUser`);
  await page.getByLabel("Personal access token").fill("wrong-key-not-a-secret");
  await hand.press("Call the tool");
  await hand.says(/HTTP 40[13]/);
  observed.takeErrors();
  await page.getByLabel("Personal access token").fill(demo.personalAccessToken);
  await hand.press("Call the tool");
  await hand.says("HTTP 200");
  await hand.says(/On-call engineer/);
  expect(await kept()).not.toContain(demo.personalAccessToken);
  expect(await page.getByRole("main").innerText()).not.toContain(demo.personalAccessToken);
});

it("tries a tool with a pair of user and token, which is sent as Basic", async () => {
  const session = await product.signIn();
  const document = {
    source: { kind: "url", url: emulator.urls.documents.v2 },
    baseUrl: atDemoSite(emulator.urls.api.confluenceV2),
  } as const;
  const credential = {
    mode: "user_key",
    scheme: { type: "basic" },
    keyLabel: "E-mail and API token",
    testPath: "/spaces",
  } as const;
  await createServer(session, { slug: "by-pair", documents: [document], credential });
  await publishServer(session, "by-pair");
  await hand.open(`${workspace}/s/by-pair/try?tool=getSpaces`);
  await page.getByLabel("Where").selectOption("Draft: what you would publish now");
  await page.getByLabel("E-mail and API token, as name:password").fill(`${demo.email}:${demo.apiToken}`);
  await hand.press("Call the tool");
  await hand.says("HTTP 200");
  await hand.says(/Engineering/);
  expect(await page.getByRole("main").innerText()).not.toContain(demo.apiToken);
});
