import { readFile } from "node:fs/promises";
import { type Emulator, startEmulator } from "@breezeway/emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { signUpToDashboard } from "../support/dashboard-session.ts";
import { connectCurrentClient } from "../support/mcp-clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { readLetter } from "../support/read-letter.ts";
import { createHand, type Hand } from "./hand.ts";
import { type ObservedPage, openObservedPage } from "./observed-page.ts";
import { enterLogin, signIn } from "./sign-in.ts";

let product: Product;
let emulator: Emulator;
let browser: Browser;
let dashboardUrl: string;

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  ({ dashboardUrl } = product.ready);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await emulator?.close();
});

/** A browser of somebody's own. */
const openBrowser = async (): Promise<ObservedPage & { readonly hand: Hand }> => {
  const observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  observed.page.setDefaultTimeout(15_000);
  return { ...observed, hand: createHand(observed.page) };
};

const loginOf = (name: string) => ({ email: `${name}@demo.example`, password: `${name} walks along the shore` });

/** An account made by its mailed link, without a workspace. */
const signUp = async (name: string) => {
  await signUpToDashboard({
    url: dashboardUrl,
    ...loginOf(name),
    displayName: name,
    readLetter: (to) => readLetter(product, to),
  });
  return loginOf(name);
};

it("leads from sign-up to a tool call by a real MCP client in less than five minutes", async () => {
  const startedAt = performance.now();
  const { page, hand, ...observed } = await openBrowser();
  const { email, password } = loginOf("first");
  await hand.open(`${dashboardUrl}/sign-up`);
  await page.getByLabel("E-mail").fill(email);
  await hand.press("Send the link");
  await hand.says("Check your mail");
  await hand.open((await readLetter(product, email)).toString());
  await page.getByLabel("Your name").fill("First");
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("checkbox", { name: /I accept the terms/ }).check();
  await hand.press("Create account");

  await page.getByLabel("Name", { exact: true }).fill("Shore");
  await hand.press("Create workspace");
  await page.getByRole("link", { name: "Create a server" }).first().click();
  await page.getByLabel("Address of the document").fill(emulator.urls.documents.v2);
  await hand.press("Inspect");
  await hand.says("Tools that start switched on");
  await hand.press("Continue");
  await page.getByRole("radio", { name: /Bring your own token/ }).check();
  await hand.press("Continue");
  await page.getByRole("textbox", { name: "Name", exact: true }).fill("Wiki of the shore");
  await hand.press("Create server");
  await page.getByRole("link", { name: "Review and publish" }).first().click();
  await hand.press("Publish");
  await hand.says("Live is what you see here");
  expect(observed.takeErrors()).toEqual([]);

  const url = `${dashboardUrl}/mcp/shore/wiki-of-the-shore`;
  await hand.open(`${dashboardUrl}/w/shore/s/wiki-of-the-shore`);
  await hand.says(url);
  const client = await connectCurrentClient({ url, token: emulator.issueToken() });
  expect((await client.callTool("getSpaces", {})).text).toContain("ENG");
  await client.close();
  await expect
    .poll(
      async () => {
        await hand.open(`${dashboardUrl}/w/shore/audit`);
        return page.getByRole("main").innerText();
      },
      { timeout: 30_000 },
    )
    .toContain("getSpaces");
  expect(performance.now() - startedAt).toBeLessThan(5 * 60_000);
});

it("lets an invited colleague in, who may do less when given a lower role", async () => {
  const owner = await openBrowser();
  await signIn(owner.page, product.ready);
  await owner.hand.open(`${dashboardUrl}/w/demo/members`);
  await owner.hand.press("Invite someone");
  await owner.page.getByRole("dialog").getByLabel("Role").selectOption("Editor");
  await owner.hand.confirm("Make the link");
  await owner.hand.says("It is shown this once.");
  const link = (await owner.page.getByRole("dialog").locator("code").first().textContent()) ?? "";
  const colleague = await openBrowser();
  const login = await signUp("colleague");
  await colleague.hand.open(link);
  await colleague.hand.says("invites you as");
  await colleague.page.getByRole("link", { name: "Sign in to accept" }).click();
  await enterLogin(colleague.page, login);
  await colleague.hand.press("Join the workspace");
  await colleague.page.waitForURL(/\/w\/demo$/);
  await colleague.page.getByRole("link", { name: "Create a server" }).waitFor();

  await owner.hand.open(`${dashboardUrl}/w/demo/members`);
  await owner.page.getByLabel("Role of colleague").selectOption("Viewer");
  await owner.hand.says("colleague is viewer now");
  await colleague.hand.open(`${dashboardUrl}/w/demo`);
  expect(await colleague.page.getByRole("link", { name: "Create a server" }).count()).toBe(0);
  await colleague.hand.open(`${dashboardUrl}/w/demo/s/wiki/tools`);
  expect(await colleague.page.getByRole("switch").first().isDisabled()).toBe(true);
  await colleague.hand.open(`${dashboardUrl}/w/demo/members`);
  const row = colleague.page.getByRole("row").filter({ hasText: login.email });
  expect(await row.innerText()).toContain("Viewer");
  expect([...owner.takeErrors(), ...colleague.takeErrors()]).toEqual([]);

  await colleague.hand.open("about:blank");
  await colleague.hand.open(link);
  await colleague.hand.says("This link cannot be used");
});

it("deletes a workspace after a typed name, and keeps it when asked within the grace period", async () => {
  const { page, hand, ...observed } = await openBrowser();
  await signIn(page, { dashboardUrl, ...(await signUp("mover")) });
  await page.getByLabel("Name", { exact: true }).fill("Moving");
  await hand.press("Create workspace");
  await page.waitForURL(/\/w\/moving$/);
  await hand.open(`${dashboardUrl}/w/moving/settings`);
  await hand.press("Delete workspace");
  const dialog = page.getByRole("dialog");
  const sure = dialog.getByRole("button", { name: "Delete workspace" });
  expect(await sure.isDisabled()).toBe(true);
  await dialog.getByRole("textbox").fill("Moving");
  await sure.click();
  await hand.says("This workspace is stopped. It will be deleted on");
  await hand.open(`${dashboardUrl}/w/moving`);
  await hand.says("This workspace is stopped. It will be deleted on");
  await hand.press("Keep it");
  await expect.poll(() => page.getByText("It will be deleted on").count(), { timeout: 10_000 }).toBe(0);
  await hand.open(`${dashboardUrl}/w/moving/settings`);
  await page.getByRole("button", { name: "Delete workspace" }).waitFor();
  expect(observed.takeErrors()).toEqual([]);
});

it("hands out all that is kept of an account as JSON, and changes its address by a mailed link", async () => {
  const { page, hand, ...observed } = await openBrowser();
  const { email, password } = await signUp("mailer");
  await signIn(page, { dashboardUrl, email, password });
  await hand.open(`${dashboardUrl}/account`);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download" }).click();
  const text = await readFile(await (await download).path(), "utf8");
  expect(JSON.stringify(JSON.parse(text))).toContain(email);
  expect(text).not.toMatch(/argon2|passwordHash/);

  const moved = "mailer-moved@demo.example";
  await page.getByLabel("New e-mail").fill(moved);
  await page.getByLabel("Current password").first().fill(password);
  await hand.press("Send the link");
  await hand.says(`The link sent to ${moved} was not followed yet.`);
  await hand.open((await readLetter(product, moved)).toString());
  await hand.says(`From now on you sign in as ${moved}.`);
  await hand.press("Confirm");
  await hand.says("Your address was changed.");
  const anew = await openBrowser();
  await signIn(anew.page, { dashboardUrl, email: moved, password });
  await anew.hand.open(`${dashboardUrl}/account`);
  await anew.hand.says(moved);
  expect([...observed.takeErrors(), ...anew.takeErrors()]).toEqual([]);
});

/** What the console says of an answer that the test asked for. */
const isRefusal = (problem: string): boolean => /status of 401/.test(problem);

it("asks for the sign-in over the page when a session ended in the middle of an edit, and sends what waited", async () => {
  const { page, context, hand, ...observed } = await openBrowser();
  await signIn(page, product.ready);
  const url = `${dashboardUrl}/w/demo/s/wiki/settings`;
  await hand.open(url);
  const instructions = page.getByLabel("Instructions for the model");
  await instructions.fill("Written while the session ended.");
  await context.clearCookies();
  await page.locator("form").filter({ has: instructions }).getByRole("button", { name: "Save" }).click();
  await hand.says("What you typed is still here");
  expect(await instructions.inputValue()).toBe("Written while the session ended.");
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(product.ready.password);
  await hand.confirm("Sign in");
  await hand.says("Saved. It goes live when you publish.");
  expect(page.url()).toBe(url);
  await hand.open(url);
  expect(await instructions.inputValue()).toBe("Written while the session ended.");
  expect(observed.takeErrors().filter((problem) => !isRefusal(problem))).toEqual([]);
});

it("shows in the other tab that somebody signed out or somebody else signed in", async () => {
  const first = await openBrowser();
  await signIn(first.page, product.ready);
  await first.hand.open(`${dashboardUrl}/w/demo/s/wiki/settings`);
  const second = await first.context.newPage();
  const other = createHand(second);
  await other.open(`${dashboardUrl}/w/demo`);
  await other.press(/Demo owner/);
  await second.getByRole("menuitem", { name: "Sign out" }).click();
  await second.waitForURL(/\/sign-in/);
  await first.hand.says("What you typed is still here");

  const login = await signUp("passer-by");
  await enterLogin(second, login);
  await second.waitForURL(/\/workspaces\/new/);
  await first.hand.says("Somebody else signed in");
  await first.hand.press(`Go on as ${login.email}`);
  await first.hand.says("Name your workspace");
  await other.says("Name your workspace");
  expect(first.takeErrors().filter((problem) => !isRefusal(problem))).toEqual([]);
});
