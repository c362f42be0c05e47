import { Check, Circle, Minus, X } from "lucide-react";
import type { TestStep } from "../../../server/api/credentials.ts";
import { text } from "../../text/en.ts";
import styles from "./test-steps.module.css";

const icons = { ok: Check, failed: X, skipped: Minus, todo: Circle };

/** How far a connection test came. */
export function TestSteps({ steps }: { steps: readonly TestStep[] }) {
  return (
    <ol className={styles["steps"]} aria-live="polite">
      {steps.map(({ step, state, text: said }) => {
        const Icon = icons[state];
        return (
          <li key={step} className={styles[state]}>
            <Icon size={15} aria-label={text.credentials.states[state]} />
            <span>
              <strong>{text.credentials.steps[step]}</strong> {said}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
