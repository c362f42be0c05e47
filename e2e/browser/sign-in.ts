import type { Page } from "playwright-core";
import type { Product } from "../support/product.ts";

export const signIn = async (page: Page, ready: Product["ready"]): Promise<void> => {
  await page.goto(`${ready.dashboardUrl}/sign-in`);
  await page.getByLabel("E-mail").fill(ready.email);
  await page.getByLabel("Password", { exact: true }).fill(ready.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL(/\/w\//);
};
