import { cx } from "./class-names.ts";
import styles from "./code-block.module.css";
import { CopyButton } from "./copy-button.tsx";

/** Text to be pasted somewhere, as is. */
export function CodeBlock({ code, label, tall }: { code: string; label: string; tall?: boolean }) {
  return (
    <div className={styles["block"]}>
      <pre className={cx(styles["pre"], tall && styles["tall"])} tabIndex={0} role="region" aria-label={label}>
        <code>{code}</code>
      </pre>
      <span className={styles["copy"]}>
        <CopyButton iconOnly value={code} label={`Copy: ${label}`} />
      </span>
    </div>
  );
}

/** One line, such as an address, with its copy button at the end. */
export function CopyLine({ value, label }: { value: string; label: string }) {
  return (
    <div className={styles["line"]}>
      <code className={styles["value"]} aria-label={label}>
        {value}
      </code>
      <CopyButton value={value} />
    </div>
  );
}
