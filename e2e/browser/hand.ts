import type { Page } from "playwright-core";
import { settle } from "./observed-page.ts";

/** What somebody does on a page, in the words that stand on it. */
export interface Hand {
  open(url: string): Promise<void>;
  press(name: string | RegExp): Promise<void>;
  /** Presses within the open dialog. */
  confirm(name: string): Promise<void>;
  says(text: string | RegExp): Promise<void>;
}

export const createHand = (page: Page): Hand => ({
  open: async (url) => {
    await page.goto(url);
    await settle(page);
  },
  press: (name) => page.getByRole("button", { name, exact: typeof name === "string" }).click(),
  confirm: (name) => page.getByRole("dialog").getByRole("button", { name, exact: true }).click(),
  says: (text) => page.getByText(text).first().waitFor(),
});
