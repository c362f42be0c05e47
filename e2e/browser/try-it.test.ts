import { demoTokens, type Emulator, startEmulator } from "@breezeway/emulator";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { emulatorDocuments } from "../support/confluence-documents.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServer, publishServer } from "../support/publish-document.ts";
import { openObservedPage, settle } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let emulator: Emulator;
let product: Product;
let browser: Browser;

beforeAll(async () => {
  emulator = await startEmulator();
  product = await startProduct();
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
  await emulator?.close();
});

describe("trying a tool whose users sign in at a provider", () => {
  it("begins with the draft, and brings tool, target and typed arguments back from the sign-in, and no token", async () => {
    const observed = await openObservedPage(browser, { theme: "light", width: 1440 });
    const { page, context } = observed;
    await signIn(page, product.ready);
    await page.goto(`${product.ready.dashboardUrl}/w/demo/s/wiki-sign-in/try?tool=getPages`);
    await settle(page);
    expect(await page.getByLabel("Where").inputValue()).toBe("draft");
    await page.getByRole("textbox", { name: "limit", exact: false }).fill("2");
    await page.getByRole("checkbox", { name: "current", exact: true }).check();
    await page.getByRole("button", { name: "Sign in at the provider" }).click();
    await page.getByRole("button", { name: "Accept" }).click();
    await page.getByText("You are signed in").waitFor();
    expect(new URL(page.url()).search).toBe("?tool=getPages&on=draft");
    expect(await page.getByRole("textbox", { name: "limit", exact: false }).inputValue()).toBe("2");
    expect(await page.getByRole("checkbox", { name: "current", exact: true }).isChecked()).toBe(true);
    const token = await page.getByLabel("Bearer token").inputValue();
    expect(token).not.toBe("");
    const kept = await page.evaluate(() =>
      JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage)]),
    );
    expect(kept).not.toContain(token);
    await page.getByRole("button", { name: "Call the tool" }).click();
    await page.getByText("HTTP 200").waitFor();
    await page.getByLabel("Where").selectOption("live");
    expect(await page.getByLabel("Bearer token").inputValue()).toBe("");
    await page.getByRole("button", { name: "Try the draft" }).click();
    expect(new URL(page.url()).searchParams.get("on")).toBe("draft");
    expect([...observed.takeErrors(), ...(await observed.findBarriers())]).toEqual([]);
    await context.close();
  });
});

describe("trying a tool whose users bring a key of their own", () => {
  it("takes the key for the draft of a live server, with lists entered one by one or as JSON", async () => {
    const session = await product.signIn();
    await createServer(session, {
      slug: "by-key",
      documents: emulatorDocuments(emulator).slice(0, 1),
      credential: { mode: "user_key", scheme: { type: "bearer" }, keyLabel: "Wiki key", testPath: "/spaces" },
    });
    await publishServer(session, "by-key");
    const observed = await openObservedPage(browser, { theme: "dark", width: 390 });
    const { page, context } = observed;
    await signIn(page, product.ready);
    await page.goto(`${product.ready.dashboardUrl}/w/demo/s/by-key/try?tool=getPages`);
    await settle(page);
    await page.getByLabel("Wiki key").fill(demoTokens.full);
    const ids = page.getByRole("textbox", { name: /^id/ });
    await ids.fill("101");
    await ids.press("Enter");
    await ids.fill("102");
    await ids.press("Enter");
    await page.getByRole("button", { name: "Remove 101" }).click();
    await ids.fill("103");
    await page.getByRole("button", { name: "Enter as JSON" }).click();
    const whole = page.getByLabel("Arguments as JSON");
    expect(JSON.parse(await whole.inputValue())).toEqual({ id: ["102", "103"] });
    await whole.fill('{"limit":1,"unknown":true}');
    expect(await page.getByRole("button", { name: "Back to the form" }).isDisabled()).toBe(true);
    await whole.fill('{"limit":1}');
    await page.getByRole("button", { name: "Back to the form" }).click();
    expect(await page.getByRole("textbox", { name: /^limit/ }).inputValue()).toBe("1");
    await page.getByRole("button", { name: "Call the tool" }).click();
    await page.getByText("HTTP 200").waitFor();
    expect([...observed.takeErrors(), ...(await observed.findBarriers())]).toEqual([]);
    await context.close();
  });
});

describe("trying a tool whose shared credential is not stored yet", () => {
  it("leads to the page where it is entered, and calls with it afterwards", async () => {
    const session = await product.signIn();
    await createServer(session, {
      slug: "shared-later",
      documents: emulatorDocuments(emulator).slice(0, 1),
      credential: { mode: "bearer", credentialId: null },
    });
    const observed = await openObservedPage(browser, { theme: "light", width: 1440 });
    const { page, context } = observed;
    await signIn(page, product.ready);
    const address = `${product.ready.dashboardUrl}/w/demo/s/shared-later/try?tool=getPages`;
    await page.goto(address);
    await page.getByText("This draft cannot be called yet").waitFor();
    await page.getByRole("link", { name: "Set it up" }).click();
    await page.getByLabel("Token", { exact: true }).fill(demoTokens.full);
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("Sign-in changed").waitFor();
    await page.getByLabel("Token", { exact: true }).waitFor({ state: "detached" });
    expect(await page.locator("body").innerHTML()).not.toContain(demoTokens.full);
    await page.goto(address);
    await page.getByText("You enter nothing").waitFor();
    await page.getByRole("button", { name: "Call the tool" }).click();
    await page.getByText("HTTP 200").waitFor();
    expect(observed.takeErrors()).toEqual([]);
    await context.close();
  });
});
