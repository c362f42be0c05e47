import type { JsonValue } from "@breezeway/core";
import { type ReactNode, useId } from "react";
import { text } from "../../text/en.ts";
import { Checkbox } from "../../ui/choice.tsx";
import { cx } from "../../ui/class-names.ts";
import styles from "./argument-form.module.css";

interface GroupFrame {
  label: ReactNode;
  hint: string | undefined;
  optional: string | undefined;
}

function GroupHead({ label, hint, optional, hintId }: GroupFrame & { hintId: string }) {
  return (
    <>
      <legend>
        {label}
        {optional !== undefined && <span className={styles["optional"]}>{optional}</span>}
      </legend>
      {hint !== undefined && (
        <p id={hintId} className={styles["note"]}>
          {hint}
        </p>
      )}
    </>
  );
}

/** The fields of an object, under its name. */
export function ArgumentGroup({ children, ...frame }: GroupFrame & { children: ReactNode }) {
  const hintId = useId();
  return (
    <fieldset aria-describedby={frame.hint === undefined ? undefined : hintId}>
      <GroupHead {...frame} hintId={hintId} />
      <div className={styles["group"]}>{children}</div>
    </fieldset>
  );
}

/** Any number of a few known values. */
export function ChoicesField({
  entries,
  choices,
  isBad,
  onChange,
  ...frame
}: GroupFrame & {
  /** The chosen ones, as JSON. */
  entries: readonly string[];
  choices: readonly JsonValue[];
  isBad: boolean;
  onChange: (entries: readonly string[]) => void;
}) {
  const hintId = useId();
  const values = choices.map((choice) => JSON.stringify(choice));
  return (
    <fieldset aria-describedby={frame.hint === undefined ? undefined : hintId}>
      <GroupHead {...frame} hintId={hintId} />
      <div className={styles["choices"]}>
        {choices.map((choice, index) => {
          const value = values[index] ?? "";
          const isChosen = entries.includes(value);
          return (
            <Checkbox
              key={value}
              label={<code>{typeof choice === "string" ? choice : value}</code>}
              checked={isChosen}
              onChange={() =>
                onChange(values.filter((entry) => (entry === value ? !isChosen : entries.includes(entry))))
              }
            />
          );
        })}
      </div>
      {isBad && <p className={cx(styles["note"], styles["error"])}>{text.tryIt.notOfType}</p>}
    </fieldset>
  );
}
