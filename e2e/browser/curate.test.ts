import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServerFromFile } from "./create-server.ts";
import { createHand, type Hand } from "./hand.ts";
import { recordInteractions, slowestInteractionMs } from "./interactions.ts";
import { largeDocument } from "./large-document.ts";
import { type ObservedPage, openObservedPage } from "./observed-page.ts";
import { publishDraft } from "./publish-draft.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let observed: ObservedPage;
let page: Page;
let hand: Hand;
let workspace: string;

beforeAll(async () => {
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
});

afterEach(() => {
  const errors = observed.takeErrors();
  if (errors.length > 0) throw new Error(`The browser complained:\n${errors.join("\n")}`);
});

/** A document of one read and one write; `edition` stands in its texts. */
const notes = (edition: string): Buffer =>
  Buffer.from(
    JSON.stringify({
      openapi: "3.1.0",
      info: { title: "Notes", version: edition },
      servers: [{ url: "https://notes.example/v1" }],
      paths: {
        "/notes": {
          get: {
            operationId: "listNotes",
            summary: `List notes, ${edition}`,
            description: `Lists what the user may see, ${edition}.`,
            responses: { 200: { description: "Notes" } },
          },
          put: { operationId: "putNotes", summary: "Replace notes", responses: { 200: { description: "Done" } } },
        },
      },
    }),
  );

const field = (tool: string, what: "name" | "title" | "description") =>
  page.getByRole("row", { name: new RegExp(`^Select ${tool}\\b`) }).getByRole("button", { name: `, edit ${what}` });

/** By keyboard alone: opens a field, types over what is there, and saves. */
const edit = async (tool: string, what: "title" | "description", text: string): Promise<void> => {
  await field(tool, what).focus();
  await page.keyboard.press("F2");
  await page.keyboard.press("Control+a");
  await page.keyboard.type(text);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: `Reset the ${what} of ${tool} to the document` }).waitFor();
};

it("edits texts of one among 600 tools where they stand, within 100 ms, and resets them", async () => {
  const { dashboardUrl } = product.ready;
  await createServerFromFile(page, { dashboardUrl, document: largeDocument(600), slug: "many", name: "Many" });
  await hand.open(`${workspace}/s/many/tools`);
  await recordInteractions(page);
  const title = field("getThing3", "title");
  await edit("getThing3", "title", "Mine");
  expect(await title.evaluate((button) => button === document.activeElement)).toBe(true);
  await page.keyboard.press("Enter");
  await page.keyboard.type("Never saved");
  await page.keyboard.press("Escape");
  expect(await title.textContent()).toContain("Mine");
  await field("getThing4", "name").click();
  await page.keyboard.type("not a name");
  await page.keyboard.press("Enter");
  await hand.says("1 to 64 letters, digits, hyphens and underscores.");
  expect(await observed.findBarriers()).toEqual([]);
  await page.keyboard.press("Escape");
  await field("getThing5", "description").click();
  await page.keyboard.type(" And more.");
  await page.mouse.wheel(0, 20_000);
  await page
    .getByRole("row", { name: /^Select getThing2\d\d/ })
    .first()
    .waitFor();
  // It went as far as the wheel did, and did not run on.
  expect(await page.evaluate(() => scrollY)).toBeLessThan(21_000);
  expect(await page.getByLabel("Description of getThing5").inputValue()).toContain("And more.");
  await page.keyboard.press("Escape");
  expect(await slowestInteractionMs(page)).toBeLessThanOrEqual(100);
  await hand.open(`${workspace}/s/many/tools`);
  await hand.press("Reset the title of getThing3 to the document");
  await expect.poll(() => field("getThing3", "title").textContent()).toContain("Read thing 3");
  await hand.press("Undo last change");
  await hand.confirm("Take back");
  await expect.poll(() => field("getThing3", "title").textContent()).toContain("Mine");
});

it("imports again only once it was chosen between one's own text and the document's", async () => {
  const { dashboardUrl } = product.ready;
  await createServerFromFile(page, { dashboardUrl, document: notes("first"), slug: "notes", name: "Notes" });
  await hand.open(`${workspace}/s/notes/tools`);
  await edit("listNotes", "title", "My notes");
  await edit("listNotes", "description", "All of my notes.");
  await hand.open(`${workspace}/s/notes/documents`);
  await hand.press("Import again");
  const file = { name: "notes.json", mimeType: "application/json", buffer: notes("second") };
  await page.getByLabel("choose one").setInputFiles(file);
  await hand.says("2 edits to decide on");
  await hand.says("Lists what the user may see, second.");
  const apply = page.getByRole("button", { name: "Import", exact: true });
  expect(await apply.isDisabled()).toBe(true);
  await page.getByRole("radio", { name: /Keep mine My notes/ }).check();
  await hand.says("Decide on 1 more edit first.");
  await page.getByRole("radio", { name: /Take the document’s[^]*Lists what/ }).check();
  expect(await observed.findBarriers()).toEqual([]);
  await apply.click();
  await hand.says("Imported. Review and publish when you are ready.");
  await hand.open(`${workspace}/s/notes/tools`);
  expect(await field("listNotes", "title").textContent()).toContain("My notes");
  expect(await field("listNotes", "description").textContent()).toContain("second.");
});

it("keeps what is typed in the panel, asks before it is lost, and takes live as the draft again", async () => {
  await publishDraft(page, `${workspace}/s/notes`, "First");
  await hand.open(`${workspace}/s/notes/tools`);
  await hand.press("Open listNotes");
  const panel = page.getByRole("dialog").first();
  await panel.getByLabel("Title").fill("Typed, not saved");
  await panel.getByRole("tab", { name: "Schema" }).click();
  await panel.getByRole("tab", { name: "Texts" }).click();
  expect(await panel.getByLabel("Title").inputValue()).toBe("Typed, not saved");
  await page.keyboard.press("Escape");
  await hand.says("Discard what you typed?");
  await page.keyboard.press("Escape");
  await panel.getByRole("button", { name: "Save" }).click();
  await hand.says("Tool changed");
  await page.keyboard.press("Escape");
  await expect.poll(() => page.getByRole("dialog").count()).toBe(0);
  await hand.open(`${workspace}/s/notes/publish`);
  await hand.press("Discard changes");
  await hand.says("Take release 1 as the draft?");
  await hand.confirm("Discard changes");
  await hand.says("Live is what you see here");
  await hand.open(`${workspace}/s/notes/tools`);
  expect(await field("listNotes", "title").textContent()).toContain("My notes");
});
