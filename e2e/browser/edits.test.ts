import { Secret, TOTP } from "otpauth";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { signUpToDashboard } from "../support/dashboard-session.ts";
import { type Product, startProduct } from "../support/product.ts";
import { readLetter } from "../support/read-letter.ts";
import { type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

// What is typed stays: when the session ends, when somebody else signs in, when somebody else saves first.

const ben = { email: "ben@example.test", password: "a long and quiet password", displayName: "Ben" };

let product: Product;
let browser: Browser;
let observed: ObservedPage;
let context: BrowserContext;
let page: Page;
let settings: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  settings = `${product.ready.dashboardUrl}/w/demo/s/wiki/settings`;
  await signUpToDashboard({
    url: product.ready.dashboardUrl,
    ...ben,
    readLetter: (to) => readLetter(product, to),
  });
});

beforeEach(async () => {
  observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  ({ context, page } = observed);
  page.setDefaultTimeout(10_000);
  await signIn(page, product.ready);
  await page.goto(settings);
  await settle(page);
});
afterEach(() => context.close());

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const instructions = (on: Page) => on.getByLabel("Instructions for the model");
const save = (on: Page) => on.getByRole("button", { name: "Save", exact: true }).first().click();
const says = (on: Page, text: string) => on.getByText(text).first().waitFor();
/** Refusals that a test brings about are no defects; anything else is. */
const errorsBut = (status: number): string[] =>
  observed.takeErrors().filter((error) => !error.includes(`status of ${status}`));
const stored = async (): Promise<string> => {
  const session = await product.signIn();
  const { body } = await session.get<{ instructions: string }>("/api/workspaces/demo/servers/wiki");
  return body.instructions;
};

it("saves what was typed before the session ended, after signing in where the page stands", async () => {
  await instructions(page).fill("Typed before the session ended.");
  await context.clearCookies();
  await save(page);
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await again.waitFor();
  expect(await observed.findBarriers()).toEqual([]);
  await page.keyboard.press("Escape");
  await says(page, "You are signed out. Nothing is saved until you sign in again.");
  expect(await instructions(page).inputValue()).toBe("Typed before the session ended.");
  await save(page);
  await again.getByLabel("Password", { exact: true }).fill(product.ready.password);
  await page.keyboard.press("Enter");
  await says(page, "Saved. It goes live when you publish.");
  expect(await stored()).toBe("Typed before the session ended.");
  expect(errorsBut(401)).toEqual([]);
});

it("sends nothing in the name of somebody else who signed in in the same browser", async () => {
  await instructions(page).fill("Typed by the owner.");
  const other = await context.newPage();
  await context.clearCookies();
  await other.goto(`${product.ready.dashboardUrl}/sign-in`);
  await other.getByLabel("E-mail").fill(ben.email);
  await other.getByLabel("Password", { exact: true }).fill(ben.password);
  await other.getByRole("button", { name: "Sign in" }).click();
  await other.waitForURL(/\/workspaces\/new/);
  const taken = page.getByRole("dialog", { name: "Somebody else signed in" });
  await taken.waitFor();
  expect(await taken.textContent()).toContain(ben.email);
  expect(await stored()).not.toBe("Typed by the owner.");
  await taken.getByLabel("Password", { exact: true }).fill(product.ready.password);
  await page.keyboard.press("Enter");
  await taken.waitFor({ state: "detached" });
  await save(page);
  await says(page, "Saved. It goes live when you publish.");
  expect(await stored()).toBe("Typed by the owner.");
  expect(errorsBut(401)).toEqual([]);
});

it("asks before it overwrites what somebody saved meanwhile, and takes changes of other fields along", async () => {
  const other = await context.newPage();
  await other.goto(settings);
  await settle(other);
  await instructions(page).fill("Mine.");
  await other.getByLabel("Description", { exact: true }).fill("Theirs.");
  await instructions(other).fill("Also theirs.");
  await save(other);
  await says(other, "Saved. It goes live when you publish.");
  await page.getByLabel("Time for one call (s)").fill("45");
  await page.getByRole("button", { name: "Save", exact: true }).nth(1).click();
  await says(page, "Saved. It goes live when you publish.");
  await expect.poll(() => page.getByLabel("Description", { exact: true }).inputValue()).toBe("Theirs.");
  expect(await instructions(page).inputValue()).toBe("Mine.");
  await save(page);
  await says(page, "This was changed since you opened it");
  await says(page, "Also theirs.");
  expect(await observed.findBarriers()).toEqual([]);
  await page.getByRole("button", { name: "Save mine over it" }).click();
  await expect.poll(stored).toBe("Mine.");
  expect(await page.getByLabel("Description", { exact: true }).inputValue()).toBe("Theirs.");
  expect(errorsBut(409)).toEqual([]);
});

it("does by Ctrl-K what the page can do, and keeps the focus on the page", async () => {
  const run = async (query: string) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: "Jump to" }).fill(query);
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("Enter");
  };
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  await run("stop the server");
  await page.getByRole("dialog").getByLabel("Reason").fill("A drill");
  await page.keyboard.press("Enter");
  await says(page, "Emergency stop: this server refuses every call.");
  await expect.poll(focused).toBe("H1");
  await run("resume the server");
  await says(page, "The server answers again on every replica");
  await run("getPages");
  await page.getByRole("dialog", { name: "getPages", exact: true }).waitFor();
  await page.keyboard.press("Escape");
  await run("theme dark");
  expect(await page.evaluate(() => document.documentElement.dataset["theme"])).toBe("dark");
  await run("invite");
  await page.getByRole("dialog", { name: "Invite someone" }).waitFor();
  await page.keyboard.press("Escape");
  const joined = page
    .getByRole("row", { name: /Demo owner/ })
    .getByRole("button")
    .filter({ has: page.locator("time") });
  await joined.focus();
  expect(await page.getByRole("tooltip").textContent()).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3} UTC/);
  expect(observed.takeErrors()).toEqual([]);
});

it("asks for the second factor too, where one is set", async () => {
  const { dashboardUrl } = product.ready;
  await context.clearCookies();
  await page.goto(`${dashboardUrl}/sign-in`);
  await page.getByLabel("E-mail").fill(ben.email);
  await page.getByLabel("Password", { exact: true }).fill(ben.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/workspaces\/new/);
  await page.goto(`${dashboardUrl}/account`);
  await page.getByRole("button", { name: "Set it up" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Current password").fill(ben.password);
  await page.keyboard.press("Enter");
  const secret = (await dialog.locator("code").first().textContent()) ?? "";
  await dialog.getByLabel("Six-digit code").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await page.keyboard.press("Enter");
  const codes = ((await dialog.locator("pre").textContent()) ?? "").split("\n");
  await dialog.getByRole("button", { name: "I have stored it" }).click();
  await page.getByLabel("Your name").fill("Benjamin");
  await context.clearCookies();
  await save(page);
  const again = page.getByRole("dialog", { name: "Sign in again" });
  await again.getByLabel("Password", { exact: true }).fill(ben.password);
  await page.keyboard.press("Enter");
  await page
    .getByRole("dialog", { name: "Second factor" })
    .getByLabel("Code")
    .fill(codes[0] ?? "");
  await page.keyboard.press("Enter");
  await says(page, "Saved");
  await page.reload();
  await expect.poll(() => page.getByLabel("Your name").inputValue()).toBe("Benjamin");
  expect(errorsBut(401)).toEqual([]);
});
