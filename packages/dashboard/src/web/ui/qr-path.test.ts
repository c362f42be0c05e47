import { encode } from "uqr";
import { expect, it } from "vitest";
import { qrPath } from "./qr-path.ts";

const uri = "otpauth://totp/Breezeway:someone%40example.test?secret=JBSWY3DPEHPK3PXP&issuer=Breezeway";

it("draws the very modules of the code, with four of light around it", () => {
  const { size, path } = qrPath(uri);
  const drawn = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g))
    drawn[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
  const { data } = encode(uri, { ecc: "M", border: 4 });
  expect(drawn).toEqual(data);
  expect(path.replaceAll(/M\d+ \d+h(\d+)v1h-\1z/g, "")).toBe("");
  const edge = [0, 1, 2, 3, size - 1, size - 4];
  expect(edge.some((line) => drawn[line]?.includes(true) || drawn.some((row) => row[line] === true))).toBe(false);
  // The corner that readers look for: seven dark modules, then one light.
  expect(drawn[4]?.slice(4, 12)).toEqual([true, true, true, true, true, true, true, false]);
});
