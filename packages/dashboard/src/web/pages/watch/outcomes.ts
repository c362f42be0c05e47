import { text } from "../../text/en.ts";
import type { Tone } from "../../ui/badge.tsx";

export type Outcome = keyof typeof text.outcomes;
export const outcomes = Object.keys(text.outcomes) as Outcome[];

export const outcomeText = (outcome: string): string =>
  outcome in text.outcomes ? text.outcomes[outcome as Outcome] : outcome;

const mild: readonly string[] = ["tool_error", "invalid_arguments", "rate_limited", "cancelled", "unknown_tool"];

/** The caller's or the API's ordinary refusals are mild; everything else wants a look. */
export const outcomeTone = (outcome: string): Tone => {
  if (outcome === "ok") return "good";
  return mild.includes(outcome) ? "warn" : "bad";
};
