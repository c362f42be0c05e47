import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { signUpToDashboard } from "../support/dashboard-session.ts";
import { type Product, startProduct } from "../support/product.ts";
import { readLetter } from "../support/read-letter.ts";
import { createHand } from "./hand.ts";
import { type ObservedPage, openObservedPage } from "./observed-page.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let dashboardUrl: string;

beforeAll(async () => {
  product = await startProduct();
  ({ dashboardUrl } = product.ready);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** A browser of somebody's own, that has nothing of any other. */
const openBrowser = async () => {
  const observed = await openObservedPage(browser, { theme: "light", width: 1440 });
  observed.page.setDefaultTimeout(15_000);
  return { ...observed, hand: createHand(observed.page) };
};
type Person = Awaited<ReturnType<typeof openBrowser>>;

const invite = async (owner: Person, email: string): Promise<string> => {
  await owner.hand.open(`${dashboardUrl}/w/demo/members`);
  await owner.hand.press("Invite someone");
  const dialog = owner.page.getByRole("dialog");
  if (email !== "") await dialog.getByLabel("E-mail").fill(email);
  await owner.hand.confirm("Make the link");
  const link = (await dialog.getByLabel("Invitation link").last().textContent()) ?? "";
  await owner.page.getByRole("dialog").getByRole("button", { name: "Close", exact: true }).last().click();
  return link;
};

const makeAccount = async ({ page, hand }: Person, name: string) => {
  await page.getByLabel("Your name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(`${name} walks along the shore`);
  await page.getByRole("checkbox", { name: /I accept the terms/ }).check();
  await hand.press("Create account and join");
  await page.waitForURL(/\/w\/demo$/);
};

const errorsOf = (people: readonly ObservedPage[]): string[] => people.flatMap((person) => person.takeErrors());

it("makes account and membership in one step from the mail of an invitation, in any browser", async () => {
  const owner = await openBrowser();
  await signIn(owner.page, product.ready);
  const email = "anna@demo.example";
  await invite(owner, email);
  const anna = await openBrowser();
  await anna.hand.open((await readLetter(product, email)).toString());
  await anna.hand.says(`Your account will be ${email}.`);
  await makeAccount(anna, "Anna");
  await owner.hand.open(`${dashboardUrl}/w/demo/members`);
  await owner.hand.says(email);
  expect(errorsOf([owner, anna])).toEqual([]);
});

it("takes the invitation along when someone without an account signs up and opens the mail elsewhere", async () => {
  const owner = await openBrowser();
  await signIn(owner.page, product.ready);
  const link = await invite(owner, "");
  const email = "bert@demo.example";
  const bert = await openBrowser();
  await bert.hand.open(link);
  await bert.hand.press("Create an account");
  await bert.page.getByLabel("E-mail").fill(email);
  await bert.hand.press("Send the link");
  await bert.hand.says(email);
  const elsewhere = await openBrowser();
  await elsewhere.hand.open((await readLetter(product, email)).toString());
  await elsewhere.hand.says("Join Demo");
  await makeAccount(elsewhere, "Bert");
  expect(errorsOf([owner, bert, elsewhere])).toEqual([]);
});

it("undoes the change of a role, and asks before somebody becomes an owner", async () => {
  const owner = await openBrowser();
  await signIn(owner.page, product.ready);
  const link = await invite(owner, "");
  const carla = await signUpToDashboard({
    url: dashboardUrl,
    email: "carla@demo.example",
    password: "carla walks along the shore",
    displayName: "Carla",
    readLetter: (to) => readLetter(product, to),
  });
  expect((await carla.send("POST", "/api/invitations/accept", { token: link.split("#")[1] })).status).toBe(200);
  await owner.hand.open(`${dashboardUrl}/w/demo/members`);
  const role = owner.page.getByLabel("Role of Carla");
  await role.selectOption("Admin");
  await owner.hand.says("Carla is admin now");
  await owner.hand.press("Undo");
  await owner.hand.says("Change taken back");
  await expect.poll(() => role.inputValue()).toBe("editor");

  await role.selectOption("Owner");
  await owner.hand.says("Make Carla an owner?");
  await owner.hand.confirm("Cancel");
  expect(await role.inputValue()).toBe("editor");
  await role.selectOption("Owner");
  await owner.hand.confirm("Make owner");
  await owner.hand.says("Carla is owner now");
  await expect.poll(() => role.inputValue()).toBe("owner");
  expect(errorsOf([owner])).toEqual([]);
});
