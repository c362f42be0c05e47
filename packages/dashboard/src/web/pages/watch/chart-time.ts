import type { ActivityRange } from "../../../server/api/activity.ts";

/** Labels of the time axis in the viewer's zone: the clock for short ranges, the day for long ones. */
export const formatterFor = (range: ActivityRange): ((iso: string) => string) => {
  const format = new Intl.DateTimeFormat(
    undefined,
    range === "1h" || range === "24h"
      ? { hour: "2-digit", minute: "2-digit" }
      : range === "7d"
        ? { weekday: "short", hour: "2-digit" }
        : { month: "short", day: "numeric" },
  );
  return (iso) => (iso === "" ? "" : format.format(new Date(iso)));
};
