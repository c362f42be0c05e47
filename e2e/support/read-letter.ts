import { setTimeout as pause } from "node:timers/promises";
import type { Product } from "./product.ts";

/** The link in the newest letter to an address, as a development start prints it. Letters go out after the answer. */
export const readLetter = async (product: Pick<Product, "logs">, to: string): Promise<URL> => {
  for (let round = 0; round < 200; round += 1) {
    const letter = product
      .logs()
      .split("\nMail to ")
      .findLast((text) => text.startsWith(`${to}:`));
    const link = letter === undefined ? undefined : /https?:\/\/\S+#[\w.-]+/.exec(letter)?.[0];
    if (link !== undefined) return new URL(link);
    await pause(25);
  }
  throw new Error(`No letter with a link came for ${to}.`);
};
