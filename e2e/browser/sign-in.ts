import type { Page } from "playwright-core";

/** Signs in and waits for the console: a workspace, or the making of one. */
export const signIn = async (
  page: Page,
  login: { readonly dashboardUrl: string; readonly email: string; readonly password: string },
): Promise<void> => {
  await page.goto(`${login.dashboardUrl}/sign-in`);
  await enterLogin(page, login);
  await page.waitForURL(/\/(?:w|workspaces)\//);
};

/** Fills in the form that is open and sends it. */
export const enterLogin = async (
  page: Page,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> => {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
};
