import { useEffect, useState } from "react";
import { isDay, localDate, localTime, relativeTime, utcTime } from "../format/time.ts";
import { Hint } from "./hint.tsx";

const show = (at: string, mode: MomentMode, now: number): string => {
  if (isDay(at) || mode === "date") return localDate(at);
  return mode === "relative" ? relativeTime(at, now) : localTime(at, { seconds: mode === "seconds" });
};

type MomentMode = "relative" | "local" | "seconds" | "date";

/** A moment in the viewer's zone; hover, focus or a tap shows it exactly, in UTC too. Every time shown is one of these. */
export function Moment({ at, mode = "relative" }: { at: string; mode?: MomentMode }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (mode !== "relative") return undefined;
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [mode]);
  return (
    <Hint
      hint={
        <>
          {!isDay(at) && <span>{localTime(at, { seconds: true })}</span>}
          <span>{utcTime(at)}</span>
        </>
      }
    >
      <time dateTime={at}>{show(at, mode, now)}</time>
    </Hint>
  );
}
