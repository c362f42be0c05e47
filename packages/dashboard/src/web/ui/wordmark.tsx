import styles from "./wordmark.module.css";

/** Two posts and a roof; the wind goes through. */
export function Mark({ size = 22 }: { size?: number }) {
  return (
    <svg
      className={styles["mark"]}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <path className={styles["frame"]} d="M3.5 5h17M6.5 5v15M17.5 5v15" />
      <path className={styles["wind"]} d="M1.5 14.5c3-3 6-3 9-.8s6.5 2.2 12-1.8" />
    </svg>
  );
}

export function Wordmark() {
  return (
    <span className={styles["wordmark"]}>
      <Mark />
      <span>Breezeway</span>
    </span>
  );
}
