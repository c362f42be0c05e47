import lighthouse, { type Config, type Result } from "lighthouse";

export type Screen = "desktop" | "phone";

/** One page as Lighthouse saw it, without slowing anything down: figures of this machine, not of a phone on a train. */
export interface Report {
  readonly accessibility: number;
  readonly bestPractices: number;
  readonly seo: number;
  /** Audits of those three categories that are not at their best, one line each. */
  readonly shortcomings: readonly string[];
  readonly layoutShift: number;
  readonly blockingMs: number;
  readonly elements: number;
  readonly unusedScriptBytes: number;
  readonly unusedStyleBytes: number;
  /** Paths that the first paint waits for. */
  readonly renderBlocking: readonly string[];
  readonly requests: readonly { readonly path: string; readonly bytes: number; readonly sentBytes: number }[];
  /** Paths whose answer a browser may not keep for a year. */
  readonly shortLived: readonly string[];
}

const categories = ["accessibility", "best-practices", "seo"] as const;

const config: Config = {
  extends: "lighthouse:default",
  settings: {
    onlyCategories: [...categories, "performance"],
    // The browser's own profile carries the session.
    disableStorageReset: true,
    disableFullPageScreenshot: true,
    // Modelled from the trace of an undisturbed load: what other processes do meanwhile counts little.
    throttlingMethod: "simulate",
    throttling: {
      rttMs: 0,
      throughputKbps: 0,
      cpuSlowdownMultiplier: 1,
      requestLatencyMs: 0,
      downloadThroughputKbps: 0,
      uploadThroughputKbps: 0,
    },
  },
};

const screens = {
  desktop: { formFactor: "desktop", screenEmulation: { disabled: true } },
  phone: {
    formFactor: "mobile",
    screenEmulation: { mobile: true, width: 390, height: 844, deviceScaleFactor: 2, disabled: false },
  },
} as const;

/** Looks at a page in the default profile of the browser that listens at `port`. */
export const lookAt = async (input: { readonly port: number; readonly url: string; readonly screen: Screen }) => {
  const flags = { port: input.port, logLevel: "error", ...screens[input.screen] } as const;
  const outcome = await lighthouse(input.url, flags, config);
  if (outcome === undefined) throw new Error(`Lighthouse gave no report on ${input.url}.`);
  const { lhr } = outcome;
  if (lhr.runtimeError !== undefined) throw new Error(`${input.url}: ${lhr.runtimeError.message}`);
  if (lhr.finalDisplayedUrl !== input.url) throw new Error(`${input.url} led to ${lhr.finalDisplayedUrl}.`);
  return reportOf(lhr);
};

const limits = {
  layoutShift: 0.1,
  blockingMs: 600,
  // React's own part that a form does not use.
  unusedScriptBytes: 40_000,
  unusedStyleBytes: 2_000,
} as const;

// The theme is set before the first paint, so that a chosen one never flashes; the other is the page's style sheet.
const mayBlock = /^\/(?:theme\.js|assets\/index-[\w-]+\.css)$/;

/** What is wrong with a page, one line each; how many elements are fine differs with what a page has to show. */
export const findFaults = (report: Report, { maxElements }: { readonly maxElements: number }): string[] => [
  ...report.shortcomings,
  ...(["accessibility", "bestPractices"] as const)
    .filter((name) => report[name] < 100)
    .map((name) => `${name} is ${report[name]}`),
  ...Object.entries({ ...limits, elements: maxElements })
    .filter(([name, limit]) => report[name as keyof typeof limits] > limit)
    .map(([name, limit]) => `${name} is ${report[name as keyof typeof limits]}, over ${limit}`),
  ...report.renderBlocking.filter((path) => !mayBlock.test(path)).map((path) => `the first paint waits for ${path}`),
  ...report.shortLived.filter((path) => path.startsWith("/assets/")).map((path) => `${path} is kept too briefly`),
  ...report.requests.filter(isSentUnpacked).map(({ path, bytes }) => `${path} sends ${bytes} bytes unpacked`),
];

/** Text of some length that travels at its full size; fonts are packed by themselves. */
const isSentUnpacked = ({ path, bytes, sentBytes }: Report["requests"][number]): boolean =>
  !path.endsWith(".woff2") && bytes > 8_000 && sentBytes > 0.6 * bytes;

const reportOf = (lhr: Result): Report => ({
  accessibility: score(lhr, "accessibility"),
  bestPractices: score(lhr, "best-practices"),
  seo: score(lhr, "seo"),
  shortcomings: categories.flatMap((category) => shortcomings(lhr, category)),
  layoutShift: figure(lhr, "cumulative-layout-shift"),
  blockingMs: Math.round(figure(lhr, "total-blocking-time")),
  elements: figure(lhr, "dom-size-insight"),
  unusedScriptBytes: sum(rows(lhr, "unused-javascript"), "wastedBytes"),
  unusedStyleBytes: sum(rows(lhr, "unused-css-rules"), "wastedBytes"),
  renderBlocking: rows(lhr, "render-blocking-insight").map(pathOf),
  requests: rows(lhr, "network-requests").map((row) => ({
    path: pathOf(row),
    bytes: Number(row["resourceSize"]),
    sentBytes: Number(row["transferSize"]),
  })),
  shortLived: rows(lhr, "cache-insight").map(pathOf),
});

const score = ({ categories: found }: Result, name: string): number => Math.round((found[name]?.score ?? 0) * 100);

const shortcomings = ({ categories: found, audits }: Result, name: string): string[] =>
  (found[name]?.auditRefs ?? []).flatMap(({ id }) => {
    const audit = audits[id];
    return audit === undefined || audit.score === null || audit.score === 1 ? [] : [`${name}: ${id}: ${audit.title}`];
  });

/** A missing figure is no zero: an audit that a new version renames must be noticed. */
const figure = ({ audits }: Result, id: string): number => {
  const value = audits[id]?.numericValue;
  if (value === undefined) throw new Error(`Lighthouse measured no ${id}.`);
  return value;
};

type Row = Readonly<Record<string, unknown>>;

const rows = ({ audits }: Result, id: string): readonly Row[] => {
  const audit = audits[id];
  if (audit === undefined) throw new Error(`Lighthouse knows no ${id}.`);
  const { details } = audit;
  return details?.type === "table" || details?.type === "opportunity" ? (details.items as readonly Row[]) : [];
};

const sum = (found: readonly Row[], name: string): number =>
  found.reduce((total, row) => total + Number(row[name] ?? 0), 0);

const pathOf = (row: Row): string => new URL(String(row["url"])).pathname;
