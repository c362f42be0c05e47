import type { Browser, Page } from "playwright-core";
import { Secret, TOTP } from "otpauth";
import { afterAll, beforeAll, beforeEach, afterEach, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { runCommand } from "../support/start-process.ts";
import { createServerFromFile } from "./create-server.ts";
import { largeDocument } from "./large-document.ts";
import { makeTraffic } from "./make-traffic.ts";
import { type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import { publishDraft } from "./publish-draft.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let observed: ObservedPage;
let page: Page;
let workspace: string;
let things: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  await makeTraffic(product.ready);
  workspace = `${product.ready.dashboardUrl}/w/demo`;
  things = `${workspace}/s/things`;
  observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  ({ page } = observed);
  page.setDefaultTimeout(10_000);
  await signIn(page, product.ready);
  const { dashboardUrl } = product.ready;
  await createServerFromFile(page, { dashboardUrl, document: largeDocument(6), slug: "things", name: "Things" });
  await publishDraft(page, things, "First");
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

beforeEach(() => {
  observed.takeErrors();
});
afterEach(() => {
  const errors = observed.takeErrors();
  if (errors.length > 0) throw new Error(`The browser complained:\n${errors.join("\n")}`);
});

const open = async (url: string): Promise<void> => {
  await page.goto(url);
  await settle(page);
};
const press = (name: string | RegExp) => page.getByRole("button", { name, exact: typeof name === "string" }).click();
/** Presses within the open dialog. */
const confirm = (name: string) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
const says = (text: string | RegExp) => page.getByText(text).first().waitFor();

/** Status of the answer to listing a server's tools with a token. */
const listTools = async (url: string, token: string): Promise<number> => {
  const answer = await fetch(url, {
    method: "POST",
    headers: {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      accept: "application/json, text/event-stream",
      "mcp-protocol-version": "2025-11-25",
    },
    body: JSON.stringify({ jsonrpc: "2.0", id: 1, method: "tools/list" }),
  });
  await answer.body?.cancel();
  return answer.status;
};
const thingsUrl = () => product.ready.mcpUrl.replace(/wiki$/, "things");

it("stores a shared credential and never shows it again", async () => {
  await open(`${workspace}/credentials`);
  await press("Add a credential");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Name").fill("Robot of the team");
  await dialog.getByLabel("Token").fill("obviously-fake-shared-token");
  await dialog.getByRole("button", { name: "Save" }).click();
  await says("Credential stored");
  await says("Robot of the team");
  expect(await page.content()).not.toContain("obviously-fake-shared-token");
});

it("adds a provider whose callback URL comes first", async () => {
  await open(`${workspace}/credentials`);
  await press("Add a provider");
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("radio", { name: /^OAuth 2\.0/ }).check();
  await says("1. Register this callback URL at the provider");
  await dialog.getByLabel("Name", { exact: true }).fill("Things sign-in");
  await dialog.getByLabel("Client ID").fill("things-client");
  await dialog.getByLabel("Client secret").fill("obviously-fake-client-secret");
  await dialog.getByLabel("Authorization endpoint").fill("https://things.example/authorize");
  await dialog.getByLabel("Token endpoint").fill("https://things.example/token");
  await dialog.getByRole("button", { name: "Save" }).click();
  await says("Provider saved");
  await says("Things sign-in");
  expect(await page.content()).not.toContain("obviously-fake-client-secret");
});

it("makes an access key that works until it is revoked", async () => {
  await open(`${things}/sign-in`);
  await press("New access key");
  await page.getByRole("dialog").getByLabel("Name").fill("A program");
  await confirm("New access key");
  const key = (await page.getByRole("dialog").locator("code").first().textContent()) ?? "";
  await press("I have stored it");
  expect(await listTools(thingsUrl(), key)).toBe(200);
  await page
    .getByRole("row", { name: /A program/ })
    .getByRole("button", { name: "Revoke" })
    .click();
  await confirm("Revoke");
  await says("Access key revoked");
  await expect.poll(() => listTools(thingsUrl(), key)).toBe(401);
});

it("stops a server loudly and lets it go on", async () => {
  await open(`${things}/publish`);
  await press("Stop the server");
  await page.getByRole("dialog").getByLabel("Reason").fill("Trying the brake");
  await confirm("Stop the server");
  await says("Emergency stop: this server refuses every call.");
  await says("Trying the brake");
  await press("Resume");
  const banner = page.getByText("Emergency stop: this server refuses every call.");
  await expect.poll(() => banner.count(), { timeout: 10_000 }).toBe(0);
});

it("shows what an import would change, takes it, and goes back to the release before", async () => {
  await open(`${things}/documents`);
  await press("Import again");
  const file = { name: "document.json", mimeType: "application/json", buffer: largeDocument(8) };
  await page.getByLabel("choose one").setInputFiles(file);
  await says("What would change");
  await says("Added (2)");
  await page.getByRole("checkbox", { name: "Turn the new tools on" }).check();
  await press("Import");
  await says("Imported. Review and publish when you are ready.");
  await publishDraft(page, things, "Two more");
  await page.getByRole("row", { name: /First/ }).getByRole("button", { name: "Go back to it" }).click();
  await confirm("Make release 1 live");
  await says("Release 1 is live again");
  const live = page.getByRole("row").filter({ has: page.getByText("Live", { exact: true }) });
  await expect.poll(() => live.textContent(), { timeout: 10_000 }).toContain("First");
});

it("revokes one connection, whose token is refused from then on", async () => {
  await open(`${workspace}/s/wiki/connections`);
  expect(await listTools(product.ready.mcpUrl, product.ready.token)).toBe(200);
  const row = page
    .getByRole("row")
    .filter({ hasText: /token/ })
    .filter({ has: page.getByRole("button", { name: "Revoke" }) });
  await row.first().getByRole("button", { name: "Revoke" }).click();
  await confirm("Revoke");
  await says("Connection revoked");
  await expect.poll(() => listTools(product.ready.mcpUrl, product.ready.token)).not.toBe(200);
});

it("makes an API token that reads what its scopes allow, until it is revoked", async () => {
  await open(`${workspace}/api`);
  await press("New API token");
  await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("Nightly report");
  await confirm("New API token");
  await says("Copy your API token");
  const token = (await page.getByRole("dialog").locator("code").first().textContent()) ?? "";
  await press("I have stored it");
  const status = async (path: string) => {
    const url = `${product.ready.dashboardUrl}/api/workspaces/demo/${path}`;
    return (await fetch(url, { headers: { authorization: `Bearer ${token}` } })).status;
  };
  expect(await status("servers")).toBe(200);
  expect(await status("members")).toBe(403);
  await page
    .getByRole("row", { name: /Nightly report/ })
    .getByRole("button", { name: "Revoke" })
    .click();
  await confirm("Revoke");
  await says("API token revoked");
  expect(await status("servers")).toBe(401);
});

it("describes the API on a page of its own", async () => {
  await open(`${product.ready.dashboardUrl}/reference`);
  const path = page.getByText("/api/workspaces/{workspace}/servers", { exact: true }).first();
  await path.click();
  const operation = page.locator("details", { has: path }).first();
  await expect.poll(() => operation.innerText()).toContain("Needs the scope servers.read");
});

it("opens the connect page on a client that works, and says why another does not", async () => {
  await open(`${product.ready.dashboardUrl}/connect/demo/wiki`);
  const chosen = page.getByRole("tab", { selected: true });
  expect(await chosen.textContent()).toBe("Claude Code");
  await page.getByRole("tab", { name: "ChatGPT" }).click();
  const panel = page.getByRole("tabpanel", { name: "ChatGPT", exact: true });
  expect(await panel.textContent()).toContain("it needs a public https address");
});

it("lets an operator see the deployment in counts", async () => {
  await open(`${product.ready.dashboardUrl}/operator`);
  await says("Nothing here");
  await page.goto("about:blank");
  await product.stop();
  const added = await runCommand(["operators", "add", product.ready.email, "--data-dir", product.dataDir]);
  expect(added.code, added.output).toBe(0);
  await product.restart();
  await open(`${product.ready.dashboardUrl}/operator`);
  await says("The whole deployment, in counts only: nobody is named.");
  await says("Live servers");
  expect(await observed.findBarriers()).toEqual([]);
});

it("sets up a second factor, asks for it, and takes a recovery code once", async () => {
  const { dashboardUrl, email, password } = product.ready;
  await open(`${dashboardUrl}/account`);
  await press("Set it up");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Current password").fill(password);
  await confirm("Continue");
  const secret = (await dialog.locator("code").first().textContent()) ?? "";
  await dialog.getByLabel("Six-digit code").fill(new TOTP({ secret: Secret.fromBase32(secret) }).generate());
  await confirm("Turn on");
  await says("Recovery codes");
  const codes = ((await page.getByRole("dialog").locator("pre").textContent()) ?? "").split("\n");
  expect(codes.length).toBeGreaterThanOrEqual(8);
  await press("I have stored it");
  const other = await openObservedPage(browser, { theme: "dark", width: 390 });
  await other.page.goto(`${dashboardUrl}/sign-in`);
  await other.page.getByLabel("E-mail").fill(email);
  await other.page.getByLabel("Password", { exact: true }).fill(password);
  await other.page.getByRole("button", { name: "Sign in" }).click();
  await other.page.getByLabel("Code").fill(codes[0] ?? "");
  await other.page.getByRole("button", { name: "Sign in" }).click();
  await other.page.waitForURL(/\/w\//);
  expect(other.takeErrors()).toEqual([]);
  await other.context.close();
});
