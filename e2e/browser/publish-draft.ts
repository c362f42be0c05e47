import type { Page } from "playwright-core";
import { settle } from "./observed-page.ts";

/** Publishes the draft of a server, warnings accepted. */
export const publishDraft = async (page: Page, serverUrl: string, note: string): Promise<void> => {
  await page.goto(`${serverUrl}/publish`);
  await settle(page);
  await page.getByLabel("What is new").fill(note);
  const warnings = page.getByRole("checkbox", { name: /I have read the/ });
  if ((await warnings.count()) > 0) await warnings.check();
  await page.getByRole("button", { name: /^Publish/ }).click();
  await page.getByText("Live is what you see here").waitFor();
};
