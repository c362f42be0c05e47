const units: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number])[] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];

/** "3 minutes ago", "in 6 days"; under a minute is "just now". */
export const relativeTime = (iso: string, nowMs: number, locale = "en"): string => {
  const seconds = (Date.parse(iso) - nowMs) / 1_000;
  for (const [unit, size] of units)
    if (Math.abs(seconds) >= size)
      return new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(Math.trunc(seconds / size), unit);
  return seconds > 5 ? "in a moment" : "just now";
};

/** Date and time in the viewer's zone. */
export const localTime = (
  iso: string,
  options: { seconds?: boolean; timeZone?: string; locale?: string } = {},
): string =>
  new Intl.DateTimeFormat(options.locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    ...(options.seconds && { second: "2-digit" }),
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
  }).format(new Date(iso));

export const localDate = (iso: string, options: { timeZone?: string; locale?: string } = {}): string =>
  new Intl.DateTimeFormat(options.locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    ...(options.timeZone !== undefined && { timeZone: options.timeZone }),
  }).format(new Date(iso));

/** The exact moment, e.g. "2026-11-20 18:53:04.120 UTC". */
export const utcTime = (iso: string): string => new Date(iso).toISOString().replace("T", " ").replace("Z", " UTC");
