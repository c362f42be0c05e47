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

/** A day of the calendar without a time, e.g. "2026-11-20": the same day wherever it is read. */
export const isDay = (iso: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(iso);

export const localDate = (iso: string, options: { timeZone?: string; locale?: string } = {}): string => {
  const timeZone = isDay(iso) ? "UTC" : options.timeZone;
  return new Intl.DateTimeFormat(options.locale, {
    year: "numeric",
    month: "short",
    day: "numeric",
    ...(timeZone !== undefined && { timeZone }),
  }).format(new Date(iso));
};

/** The exact moment, e.g. "2026-11-20 18:53:04.120 UTC". */
export const utcTime = (iso: string): string =>
  isDay(iso) ? `${iso} UTC` : new Date(iso).toISOString().replace("T", " ").replace("Z", " UTC");
