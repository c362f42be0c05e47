import { type Emulator, startEmulator } from "@breezeway/emulator";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { connectCurrentClient } from "../support/mcp-clients.ts";
import { type Product, startProduct } from "../support/product.ts";

const serverName = "Wiki by hand";
const slug = "wiki-by-hand";

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

const press = (name: string | RegExp) => page.getByRole("button", { name, exact: true }).click();

it("signs in and sees the demo server live", async () => {
  await page.goto(product.ready.dashboardUrl);
  await page.getByLabel(/e-mail/i).fill(product.ready.email);
  await page.getByLabel(/^password/i).fill(product.ready.password);
  await press(/sign in/i);
  await page.getByRole("heading", { name: "Servers" }).waitFor();
  expect(await page.getByRole("main").innerText()).toContain("Live");
});

it("imports a document by its address, chooses the sign-in and creates the server", async () => {
  await page.getByRole("link", { name: "Create a server" }).click();
  await page.getByLabel("Address of the document").fill(emulator.urls.documents.v2);
  await press("Inspect");
  await page.getByText("28 tools", { exact: false }).first().waitFor();
  await press("Continue");
  await page.getByText("Bring your own token").click();
  await press("Continue");
  await page.getByLabel("Name", { exact: true }).fill(serverName);
  await press("Create server");
  await page.getByRole("heading", { name: serverName }).waitFor();
  expect(new URL(page.url()).pathname).toBe(`/w/demo/s/${slug}`);
});

it("publishes the draft and names the address to connect to", async () => {
  await page.getByRole("link", { name: "Review and publish" }).first().click();
  await press("Publish");
  await page.getByText("Live", { exact: true }).first().waitFor();
  await page.goto(`${product.ready.dashboardUrl}/w/demo/s/${slug}`);
  const mcpUrl = `${product.ready.dashboardUrl}/mcp/demo/${slug}`;
  await page.getByText(mcpUrl, { exact: false }).first().waitFor();

  const client = await connectCurrentClient({ url: mcpUrl, token: emulator.issueToken() });
  expect((await client.listTools()).length).toBe(28);
  expect((await client.callTool("getSpaces", {})).text).toContain("ENG");
  await client.close();
});

it("shows the call in the audit log, and no token anywhere in the browser", async () => {
  const token = emulator.issueToken();
  const client = await connectCurrentClient({ url: `${product.ready.dashboardUrl}/mcp/demo/${slug}`, token });
  await client.callTool("getPages", { limit: 1 });
  await client.close();
  await expect
    .poll(
      async () => {
        await page.goto(`${product.ready.dashboardUrl}/w/demo/s/${slug}/audit`);
        await page.getByRole("table").waitFor();
        return page.getByRole("table").innerText();
      },
      { timeout: 30_000 },
    )
    .toContain("getPages");
  const kept = await page.evaluate("JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])");
  expect(kept).not.toContain(token);
  expect(await page.content()).not.toContain(token);
});

it("gives a browser that opens the endpoint an install page", async () => {
  await page.goto(`${product.ready.dashboardUrl}/mcp/demo/${slug}`);
  await page.getByText(serverName).first().waitFor();
  expect(await page.content()).toContain("claude mcp add");
});

it("has nothing to complain about: no error, no violated policy", () => {
  expect(complaints).toEqual([]);
});
