import { Check } from "lucide-react";
import { text } from "../../text/en.ts";
import styles from "./stepper.module.css";

/** Where one is on a path; steps already done can be gone back to. */
export function Stepper({ at, onGo }: { at: number; onGo: (step: number) => void }) {
  const { steps } = text.create;
  return (
    <nav aria-label={text.create.progressLabel}>
      <ol className={styles["steps"]}>
        {steps.map((label, index) => (
          <li key={label} className={styles["step"]} data-state={index < at ? "done" : index === at ? "now" : "later"}>
            <button
              type="button"
              disabled={index > at}
              aria-current={index === at ? "step" : undefined}
              onClick={() => onGo(index)}
            >
              <span className={styles["number"]}>
                {index < at ? <Check size={12} aria-hidden="true" /> : index + 1}
              </span>
              <span className={styles["label"]}>{label}</span>
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}
