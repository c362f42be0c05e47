import type { Page } from "playwright-core";

interface Recorder {
  durations: number[];
}

/** Begins to note how long each interaction takes to the next paint. https://www.w3.org/TR/event-timing/ */
export const recordInteractions = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const recorder: Recorder = { durations: [] };
    Object.assign(globalThis, { recorder });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        if ((entry as PerformanceEventTiming).interactionId > 0) recorder.durations.push(entry.duration);
    }).observe({ type: "event", durationThreshold: 16, buffered: false } as PerformanceObserverInit);
  });

/** The slowest interaction so far, in milliseconds; 0 where all were faster than a frame. */
export const slowestInteractionMs = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    await new Promise((resolve) => {
      setTimeout(resolve, 300);
    });
    const { recorder } = globalThis as unknown as { recorder: Recorder };
    return Math.max(0, ...recorder.durations);
  });
