/** Whole numbers with separators. */
export const count = (value: number, locale = "en"): string => new Intl.NumberFormat(locale).format(value);

/** 1,240 → "1.2k"; for axes and tight cells. */
export const compact = (value: number, locale = "en"): string =>
  new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(value).toLowerCase();

/** Milliseconds as a person reads them: "84 ms", "1.32 s", "2 min 5 s". */
export const duration = (ms: number): string => {
  if (ms < 0.1) return "<0.1 ms";
  if (ms < 10 && !Number.isInteger(ms)) return `${ms.toFixed(1)} ms`;
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
};

/** Bytes in decimal units: "812 B", "4.1 kB", "1.3 MB". */
export const bytes = (value: number): string => {
  if (value < 1_000) return `${value} B`;
  if (value < 1_000_000) return `${(value / 1_000).toFixed(value < 100_000 ? 1 : 0)} kB`;
  return `${(value / 1_000_000).toFixed(1)} MB`;
};

/** A share of one: 0.0312 → "3.1 %". */
export const percent = (share: number): string => {
  const value = share * 100;
  return `${value === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} %`;
};
