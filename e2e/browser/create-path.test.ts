import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { largeDocument } from "./large-document.ts";
import { type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let observed: ObservedPage;
let page: Page;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  page = observed.page;
  page.setDefaultTimeout(20_000);
  await signIn(page, product.ready);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const upload = async (): Promise<void> => {
  const file = { name: "things.json", mimeType: "application/json", buffer: largeDocument(12) };
  await page.getByLabel("choose one").setInputFiles(file);
  await page.getByText("Tools that start switched on").waitFor();
};
const heading = (name: string) => page.getByRole("heading", { name, level: 2 });
const next = () => page.getByRole("button", { name: "Continue" }).click();
const stored = () =>
  page.evaluate(() =>
    JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), history.state, location.href]),
  );

describe("the path to a new server", () => {
  it("survives Back, Forward and a reload, and asks again only for the credential", async () => {
    const secret = "not-a-real-shared-secret";
    await page.goto(`${product.ready.dashboardUrl}/w/demo/new`);
    await settle(page);
    await upload();
    await page.getByRole("radio", { name: /Read-only tools/ }).check();
    await page.getByRole("textbox", { name: "Base URL" }).fill("https://api.example.com/kept");
    await next();
    await page.getByRole("radio", { name: /Shared bearer token/ }).check();
    await next();
    expect(await page.getByLabel("Token", { exact: true }).evaluate((field) => field.matches(":invalid"))).toBe(true);
    await page.getByLabel("Token", { exact: true }).fill(secret);
    await next();
    await page.getByRole("textbox", { name: "Name", exact: true }).fill("Kept things");
    await page.goBack();
    await heading("How do people authenticate?").waitFor();
    await page.goBack();
    await heading("What the document holds").waitFor();
    await page.goBack();
    await page.getByText(/^In this server:/).waitFor();
    await page.goForward();
    await page.goForward();
    await page.goForward();
    expect(await page.getByRole("textbox", { name: "Name", exact: true }).inputValue()).toBe("Kept things");
    page.once("dialog", (dialog) => void dialog.accept());
    await page.reload();
    await heading("How do people authenticate?").waitFor();
    const kept = (await stored()) + JSON.stringify(await observed.context.storageState({ indexedDB: true }));
    expect(kept).toContain("Kept things");
    expect(kept).not.toContain(secret);
    await page.getByLabel("Token", { exact: true }).fill(secret);
    await next();
    await page.getByRole("button", { name: "Create server" }).click();
    await page.waitForURL(/\/s\/kept-things$/);
    await settle(page);
    expect(await page.getByText("Before it can be published").count()).toBe(0);
    expect(JSON.stringify(await observed.context.storageState({ indexedDB: true }))).not.toContain("Kept things");
    await page.getByRole("link", { name: "Documents" }).first().click();
    expect(await page.getByRole("textbox", { name: "Base URL" }).inputValue()).toBe("https://api.example.com/kept");
    expect(observed.takeErrors()).toEqual([]);
  });

  it("offers what was left unfinished, and asks before it is dropped", async () => {
    await page.goto(`${product.ready.dashboardUrl}/w/demo/new`);
    await settle(page);
    await upload();
    await page.goto(`${product.ready.dashboardUrl}/w/demo`);
    await settle(page);
    await page
      .getByRole("link", { name: /Create a server/ })
      .first()
      .click();
    await page.getByText(/^You have not finished/).waitFor();
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("button", { name: "Use another document" }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await heading("What the document holds").waitFor();
    await page.getByRole("button", { name: "Use another document" }).click();
    await page.getByRole("button", { name: "Drop it and begin anew" }).click();
    await heading("Where is the API described?").waitFor();
    expect(await page.getByText(/^You have not finished/).count()).toBe(0);
    expect([...observed.takeErrors(), ...(await observed.findBarriers())]).toEqual([]);
  });

  it("goes to the step that can put right what the server refuses, and says when an inspection is cancelled", async () => {
    await page.route("**/imports/preview", () => undefined);
    await page.getByLabel("Address of the document").fill("https://api.example.com/openapi.json");
    await page.getByRole("button", { name: "Inspect", exact: true }).click();
    await page.getByRole("button", { name: "Cancel" }).click();
    await page.getByText("Cancelled. Nothing was saved.").waitFor();
    await expect.poll(() => heading("Where is the API described?").evaluate((h2) => h2.matches(":focus"))).toBe(true);
    expect(await page.getByLabel("Address of the document").inputValue()).toBe("https://api.example.com/openapi.json");
    await page.unroute("**/imports/preview");
    await upload();
    await next();
    await page.getByRole("radio", { name: /Personal key/ }).check();
    // A blank passes the form and is refused by the server.
    await page.getByLabel("What the key is called").fill(" ");
    await next();
    await page.getByRole("textbox", { name: "Address" }).fill("refused");
    await page.getByRole("button", { name: "Create server" }).click();
    await heading("How do people authenticate?").waitFor();
    expect(await page.getByLabel("What the key is called").getAttribute("aria-invalid")).toBe("true");
    await page.getByLabel("What the key is called").fill("Key");
    await next();
    await page.getByRole("button", { name: "Create server" }).click();
    await page.waitForURL(/\/s\/refused$/);
  });

  it("inspects a document again that has changed at its address, and keeps what was chosen for it", async () => {
    const { dashboardUrl } = product.ready;
    await page.goto(`${dashboardUrl}/w/demo/s/wiki/documents`);
    const shown = page.getByText(/\/openapi\/confluence-v2\.json/).first();
    const address = (await shown.textContent()) ?? "";
    await page.goto(`${dashboardUrl}/w/demo/new`);
    await settle(page);
    await page.getByLabel("Address of the document").fill(address);
    await page.getByRole("button", { name: "Inspect", exact: true }).click();
    await page.getByText("Tools that start switched on").waitFor();
    await page.getByRole("textbox", { name: "Base URL" }).fill("https://api.example.com/again");
    await next();
    await page.getByRole("radio", { name: /Bring your own token/ }).check();
    await next();
    await page.getByRole("textbox", { name: "Address" }).fill("inspected-again");
    const error = { code: "conflict", message: "The document has changed.", at: "documentHash", requestId: "req_1" };
    await page.route("**/api/workspaces/demo/servers", (route) => route.fulfill({ status: 409, json: { error } }), {
      times: 1,
    });
    await page.getByRole("button", { name: "Create server" }).click();
    await page.getByText("The document has changed.").waitFor();
    await page.getByRole("button", { name: /^Inspect .* again$/ }).click();
    await page.getByText("The document has changed.").waitFor({ state: "detached" });
    expect(await page.getByRole("textbox", { name: "Base URL" }).inputValue()).toBe("https://api.example.com/again");
    await next();
    await next();
    await page.getByRole("button", { name: "Create server" }).click();
    await page.waitForURL(/\/s\/inspected-again$/);
  });
});
