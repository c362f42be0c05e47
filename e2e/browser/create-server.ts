import type { Page } from "playwright-core";
import { settle } from "./observed-page.ts";

/** Goes the guided path with an uploaded document and no authentication; ends on the server's first page. */
export const createServerFromFile = async (
  page: Page,
  input: { readonly dashboardUrl: string; readonly document: Buffer; readonly slug: string; readonly name?: string },
): Promise<void> => {
  await page.goto(`${input.dashboardUrl}/w/demo/new`);
  await page
    .getByLabel("choose one")
    .setInputFiles({ name: "document.json", mimeType: "application/json", buffer: input.document });
  await page.getByText("Tools that start switched on").waitFor();
  await page.getByRole("radio", { name: /All tools/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.getByRole("radio", { name: /No authentication/ }).check();
  await page.getByRole("button", { name: "Continue" }).click();
  if (input.name !== undefined) await page.getByRole("textbox", { name: "Name", exact: true }).fill(input.name);
  await page.getByRole("textbox", { name: "Address" }).fill(input.slug);
  await page.getByRole("button", { name: "Create server" }).click();
  await page.waitForURL(new RegExp(`/s/${input.slug}`));
  await settle(page);
};
