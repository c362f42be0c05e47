// Writes a picture of every page in both themes and at both widths: node --conditions=breezeway-source e2e/browser/screenshots.ts [folder]
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { launchBrowser } from "../support/browser.ts";
import { startProduct } from "../support/product.ts";
import { widths } from "./observed-page.ts";
import { dashboardPages } from "./pages.ts";
import { prepareScene } from "./scene.ts";
import { visitPages } from "./visit.ts";

const folder = resolve(process.argv[2] ?? "out/screenshots");
await mkdir(folder, { recursive: true });
const product = await startProduct();
const browser = await launchBrowser();
const problems: string[] = [];
try {
  const scene = await prepareScene(product);
  for (const width of widths) {
    const found = await visitPages(browser, {
      ready: product.ready,
      scene,
      width,
      pages: dashboardPages,
      onPage: async ({ page }, { name }, theme) => {
        await page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), fullPage: true });
      },
    });
    problems.push(...found);
    console.log(`${width} px: ${dashboardPages.length} pages, ${found.length} problems`);
  }
} finally {
  await browser.close();
  await product.remove();
}
for (const problem of problems) console.error(problem);
console.log(`Pictures are in ${folder}.`);
process.exitCode = problems.length === 0 ? 0 : 1;
