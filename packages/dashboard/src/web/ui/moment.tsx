import { useEffect, useState } from "react";
import { localTime, relativeTime, utcTime } from "../format/time.ts";
import styles from "./moment.module.css";

/** A moment in the viewer's zone; hover or focus shows it exactly, in UTC. */
export function Moment({ at, mode = "relative" }: { at: string; mode?: "relative" | "local" | "seconds" }) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (mode !== "relative") return undefined;
    const timer = setInterval(() => setNow(Date.now()), 30_000);
    return () => clearInterval(timer);
  }, [mode]);
  return (
    <time className={styles["moment"]} dateTime={at} title={`${localTime(at, { seconds: true })}\n${utcTime(at)}`}>
      {mode === "relative" ? relativeTime(at, now) : localTime(at, { seconds: mode === "seconds" })}
    </time>
  );
}
