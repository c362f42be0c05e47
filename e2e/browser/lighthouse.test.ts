import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { freePort } from "../support/free-port.ts";
import { type Product, startProduct } from "../support/product.ts";
import { createServerFromFile } from "./create-server.ts";
import { largeDocument } from "./large-document.ts";
import { findFaults, lookAt, type Report, type Screen } from "./lighthouse.ts";
import { makeTraffic } from "./make-traffic.ts";
import { signIn } from "./sign-in.ts";

let product: Product;
let browser: Browser;
let page: Page;
let port: number;

beforeAll(async () => {
  product = await startProduct();
  await makeTraffic(product.ready);
  port = await freePort();
  browser = await launchBrowser([`--remote-debugging-port=${port}`]);
  // The default profile, which is the one that Lighthouse opens its pages in.
  const [profile] = (await chromium.connectOverCDP(`http://127.0.0.1:${port}`)).contexts();
  if (profile === undefined) throw new Error("The browser has no default profile.");
  page = await profile.newPage();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const look = (path: string, screen: Screen): Promise<Report> =>
  lookAt({ port, url: `${product.ready.dashboardUrl}${path}`, screen });

describe("anonymous", () => {
  it.each([
    ["/sign-in", "phone", 400],
    ["/trust", "desktop", 1_000],
    ["/connect/demo/wiki", "phone", 800],
    ["/reference", "desktop", 2_000],
  ] as const)("finds no fault with %s on a %s", async (path, screen, maxElements) => {
    const report = await look(path, screen);
    expect(findFaults(report, { maxElements })).toEqual([]);
    expect(report.seo).toBe(100);
  });
});

describe("signed in", () => {
  beforeAll(async () => {
    const { ready } = product;
    await signIn(page, ready);
    const { dashboardUrl } = ready;
    await createServerFromFile(page, { dashboardUrl, document: largeDocument(600), slug: "many-things" });
  });

  it.each([
    ["/w/demo", 800],
    ["/w/demo/s/many-things/tools", 2_000],
    ["/w/demo/s/wiki/activity", 2_000],
    ["/w/demo/audit", 2_000],
  ] as const)("finds no fault with %s", async (path, maxElements) => {
    expect(findFaults(await look(path, "desktop"), { maxElements })).toEqual([]);
  });
});
