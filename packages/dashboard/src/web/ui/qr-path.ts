import { encode } from "uqr";

/** Modules of light around the code, which readers need. ISO/IEC 18004, section 6.3.8. */
const quietModules = 4;

export interface QrPath {
  /** Width and height in modules. */
  size: number;
  /** Dark modules as an SVG path, a run for each stretch of a row. */
  path: string;
}

export const qrPath = (content: string): QrPath => {
  const { data, size } = encode(content, { ecc: "M", border: quietModules });
  return { size, path: data.flatMap(runsOf).join("") };
};

const runsOf = (row: readonly boolean[], y: number): string[] => {
  const runs: string[] = [];
  let start: number | undefined;
  for (let x = 0; x <= row.length; x += 1) {
    if (row[x] === true) start ??= x;
    else if (start !== undefined) {
      runs.push(`M${start} ${y}h${x - start}v1h-${x - start}z`);
      start = undefined;
    }
  }
  return runs;
};
