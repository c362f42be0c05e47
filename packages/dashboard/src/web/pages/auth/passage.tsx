import styles from "./passage.module.css";

/** Two walls, a roof, and the air that goes through. */
export function Passage() {
  return (
    <svg className={styles["passage"]} viewBox="0 0 440 200" fill="none" strokeLinecap="round" aria-hidden="true">
      <path className={styles["wall"]} d="M92 44v132M132 44v132M308 44v132M348 44v132" />
      <path className={styles["roof"]} d="M64 44h312M84 30h272" />
      <path className={styles["floor"]} d="M24 176h392" />
      <path className={styles["wind"]} d="M4 96c56-34 108-34 164-6s108 30 264-8" />
      <path className={styles["wind"]} d="M28 122c48-26 96-28 148-6s104 24 220-4" />
      <path className={styles["wind"]} d="M60 146c40-20 84-20 128-4s92 16 152 0" />
    </svg>
  );
}
