import { type ComponentProps, type ReactNode, useEffect, useId, useRef } from "react";
import styles from "./choice.module.css";
import { cx } from "./class-names.ts";

type InputProps = Omit<ComponentProps<"input">, "type" | "id" | "children">;

/** A native checkbox; `mixed` shows that some of a group are on. */
export function Checkbox({
  label,
  hint,
  hideLabel,
  mixed = false,
  className,
  ...input
}: InputProps & { label: ReactNode; hint?: ReactNode; hideLabel?: boolean; mixed?: boolean }) {
  const box = useRef<HTMLInputElement>(null);
  const id = useId();
  useEffect(() => {
    if (box.current) box.current.indeterminate = mixed;
  }, [mixed]);
  return (
    <span className={cx(styles["choice"], className)}>
      <input {...input} ref={box} id={id} type="checkbox" aria-describedby={hint ? `${id}-hint` : undefined} />
      <span className={hideLabel ? "visually-hidden" : styles["text"]}>
        <label htmlFor={id}>{label}</label>
        {hint && (
          <span id={`${id}-hint`} className={styles["hint"]}>
            {hint}
          </span>
        )}
      </span>
    </span>
  );
}

/** On or off, at once. */
export function Switch({ label, hideLabel, ...input }: InputProps & { label: string; hideLabel?: boolean }) {
  const id = useId();
  return (
    <span className={styles["switchRow"]}>
      <input
        {...input}
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={input.checked}
        className={styles["switch"]}
      />
      <label htmlFor={id} className={hideLabel ? "visually-hidden" : undefined}>
        {label}
      </label>
    </span>
  );
}

export interface CardOption<Value extends string> {
  value: Value;
  title: string;
  text: ReactNode;
  aside?: ReactNode;
  disabled?: boolean;
}

/** One of several, each with a sentence. */
export function ChoiceCards<Value extends string>({
  legend,
  hideLegend,
  options,
  value,
  onChange,
  columns = 1,
}: {
  legend: string;
  hideLegend?: boolean;
  options: readonly CardOption<Value>[];
  value: Value | undefined;
  onChange: (value: Value) => void;
  columns?: 1 | 2;
}) {
  const name = useId();
  return (
    <fieldset>
      <legend className={hideLegend ? "visually-hidden" : undefined}>{legend}</legend>
      <div className={cx(styles["cards"], columns === 2 && styles["two"])}>
        {options.map((option) => (
          <label key={option.value} className={styles["card"]} htmlFor={`${name}-${option.value}`}>
            <input
              type="radio"
              id={`${name}-${option.value}`}
              name={name}
              value={option.value}
              checked={option.value === value}
              disabled={option.disabled ?? false}
              onChange={() => onChange(option.value)}
            />
            <span className={styles["cardText"]}>
              <span className={styles["cardTitle"]}>
                {option.title}
                {option.aside}
              </span>
              <span className={styles["hint"]}>{option.text}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
