import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
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
