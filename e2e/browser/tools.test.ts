import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServerFromFile } from "./create-server.ts";
import { createHand, type Hand } from "./hand.ts";
import { largeDocument } from "./large-document.ts";
import { makeTraffic } from "./make-traffic.ts";
import { type ObservedPage, openObservedPage, settle } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let observed: ObservedPage;
let page: Page;
let hand: Hand;
let workspace: string;
let tools: string;

beforeAll(async () => {
  product = await startProduct();
  browser = await launchBrowser();
  await makeTraffic(product.ready);
  const { dashboardUrl } = product.ready;
  workspace = `${dashboardUrl}/w/demo`;
  tools = `${workspace}/s/things/tools`;
  observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  ({ page } = observed);
  hand = createHand(page);
  page.setDefaultTimeout(10_000);
  await signIn(page, product.ready);
  await createServerFromFile(page, { dashboardUrl, document: largeDocument(60), slug: "things", name: "Things" });
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

afterEach(() => {
  const errors = observed.takeErrors();
  if (errors.length > 0) throw new Error(`The browser complained:\n${errors.join("\n")}`);
});

const onSwitch = (name: string) => page.getByRole("switch", { name: `${name} is on` });
const box = (name: string) => page.getByRole("checkbox", { name: `Select ${name}`, exact: true });

it("takes a change of one tool back", async () => {
  await hand.open(tools);
  await onSwitch("getThing3").click();
  await hand.says("1 turned off");
  expect(await onSwitch("getThing3").isChecked()).toBe(false);
  await hand.press("Undo");
  await hand.says("Change taken back");
  await expect.poll(() => onSwitch("getThing3").isChecked()).toBe(true);
  await hand.open(tools);
  expect(await onSwitch("getThing3").isChecked()).toBe(true);
});

it("selects a range with Shift, turns it off at once, and takes that back at once", async () => {
  await hand.open(tools);
  await box("getThing5").click();
  await box("getThing14").click({ modifiers: ["Shift"] });
  await hand.says("10 selected");
  await hand.press("Turn off");
  await hand.says("10 turned off");
  await hand.open(`${tools}?state=off`);
  await hand.says("10 of 60 tools");
  await hand.open(tools);
  await box("getThing5").click();
  await box("getThing14").click({ modifiers: ["Shift"] });
  await hand.press("Turn on");
  await hand.says("10 turned on");
  await hand.press("Undo");
  await hand.says("Change taken back");
  await hand.open(`${tools}?state=off`);
  await hand.says("10 of 60 tools");
  expect(await page.getByRole("switch", { checked: false }).count()).toBe(10);
});

it("keeps the filter in the address, over a reload and the way back", async () => {
  await hand.open(tools);
  await page.getByLabel("Find by name, path or text").fill("thing 5");
  await page.getByLabel("Tag", { exact: true }).selectOption("Group 2");
  const shown = page.getByText(/^\d+ of 60 tools$/);
  await expect.poll(() => new URL(page.url()).searchParams.get("tag")).toBe("Group 2");
  await hand.says("10 of 60 tools");
  const count = await shown.textContent();
  await page.reload();
  await settle(page);
  expect(await page.getByLabel("Find by name, path or text").inputValue()).toBe("thing 5");
  expect(await page.getByLabel("Tag", { exact: true }).inputValue()).toBe("Group 2");
  expect(await shown.textContent()).toBe(count);
  const filtered = page.url();
  await page.getByRole("link", { name: "Documents" }).first().click();
  await page.waitForURL(/\/documents$/);
  await page.goBack();
  await settle(page);
  expect(page.url()).toBe(filtered);
  expect(await shown.textContent()).toBe(count);
});

it("jumps to a page by Ctrl-K and a few letters, by keyboard alone", async () => {
  await hand.open(workspace);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Jump to" }).waitFor();
  await page.keyboard.type("wiki with");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/s\/wiki-sign-in$/);
  await settle(page);
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Jump to" }).waitFor();
  await page.keyboard.type("try");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/s\/wiki-sign-in\/try$/);
  await settle(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  expect(await page.getByRole("combobox", { name: "Jump to" }).count()).toBe(0);
});

it("shows calls as they are made while the tail is on", async () => {
  await hand.open(`${workspace}/s/wiki/audit`);
  const rows = page.getByRole("row");
  const before = await rows.count();
  await page.getByRole("switch", { name: "Live" }).click();
  await makeTraffic(product.ready);
  await expect.poll(() => rows.count(), { timeout: 20_000 }).toBe(before + 13);
  await page.getByRole("switch", { name: "Live" }).click();
});

/** Chooses a format in the export menu and reads the file that comes. */
const exportAs = async (format: "CSV" | "NDJSON"): Promise<{ readonly name: string; readonly text: string }> => {
  await hand.press("Export");
  const coming = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: `As ${format}` }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), "utf8") };
};

it("exports what the filters show as CSV and NDJSON, and records that it did", async () => {
  await hand.open(`${workspace}/audit?tool=getSpaces`);
  const shown = (await page.getByRole("row").count()) - 1;
  expect(shown).toBeGreaterThan(0);
  const csv = await exportAs("CSV");
  expect(csv.name).toMatch(/\.csv$/);
  const [head = "", ...lines] = csv.text.trim().split("\r\n");
  expect(head).toContain("tool");
  expect(lines).toHaveLength(shown);
  expect(lines.filter((line) => !line.includes("getSpaces"))).toEqual([]);
  const ndjson = await exportAs("NDJSON");
  expect(ndjson.name).toMatch(/\.ndjson$/);
  const events = ndjson.text.trim().split("\n");
  expect(events.map((line) => (JSON.parse(line) as { readonly tool: string }).tool)).toEqual(
    Array.from({ length: shown }, () => "getSpaces"),
  );
  expect(csv.text + ndjson.text).not.toContain(product.ready.token);
  await hand.open(`${workspace}/changes`);
  expect(await page.getByRole("main").innerText()).toMatch(/export/i);
});
