const wanted = 4;

/** Round numbers from 0 to at least `max`, about four steps of at least `leastStep`. */
export const niceTicks = (max: number, leastStep = 0): number[] => {
  if (!(max > 0)) return [0, 1];
  const rough = Math.max(max / wanted, leastStep);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    (([1, 2, 2.5, 5, 10] as const).find(
      (factor) => factor * power >= rough * 0.999 && (leastStep === 0 || (factor * power) % leastStep === 0),
    ) ?? 10) * power;
  const ticks: number[] = [];
  for (let index = 0; (index - 1) * step < max; index += 1) ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
};

export interface Box {
  width: number;
  height: number;
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Middle of slot `index` of `count`, so that bars and lines share one axis. */
export const xOf = (index: number, count: number, box: Box): number =>
  box.left + ((box.width - box.left - box.right) * (index + 0.5)) / Math.max(count, 1);

export const yOf = (value: number, max: number, box: Box): number =>
  box.height - box.bottom - (box.height - box.top - box.bottom) * (max > 0 ? value / max : 0);

const round = (value: number): number => Math.round(value * 10) / 10;

/** A line with gaps where a value is missing; a lone value becomes a dot-long stroke. */
export const linePath = (values: readonly (number | null)[], max: number, box: Box): string => {
  let path = "";
  let isDrawing = false;
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const x = round(xOf(index, values.length, box));
    const y = round(yOf(value, max, box));
    path += isDrawing ? `L${x} ${y}` : `M${x} ${y}h.01`;
    isDrawing = true;
  }
  return path;
};

/** A value with nothing on either side: no line leads to it. */
export const isAlone = (values: readonly (number | null)[], index: number): boolean =>
  (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;

/** Positions of about `wanted` labels out of `count`, evenly spaced and never crowded at the end. */
export const labelIndexes = (count: number, wanted: number): number[] => {
  if (count <= wanted) return Array.from({ length: count }, (_, index) => index);
  const step = Math.ceil(count / wanted);
  return Array.from({ length: Math.ceil(count / step) }, (_, index) => index * step);
};
