import { type ComponentProps, type ReactNode, useId } from "react";
import { cx } from "./class-names.ts";
import styles from "./field.module.css";

interface FieldFrame {
  label: ReactNode;
  hint?: ReactNode;
  /** Shown in place of the hint and announced; says what to do. */
  error?: string | undefined;
  /** The label is read out but not drawn. */
  hideLabel?: boolean;
  optional?: string | undefined;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

/** Label, hint and error around any one control; the control receives the ids that tie them together. */
export function Field({
  label,
  hint,
  error,
  hideLabel,
  optional,
  children,
}: FieldFrame & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = error !== undefined || hint !== undefined;
  return (
    <div className={styles["field"]}>
      <label className={cx(styles["label"], hideLabel && "visually-hidden")} htmlFor={id}>
        {label}
        {optional !== undefined && <span className={styles["optional"]}>{optional}</span>}
      </label>
      {children({ id, "aria-describedby": hasNote ? noteId : undefined, "aria-invalid": error ? true : undefined })}
      {hasNote && (
        <div id={noteId} className={error ? styles["error"] : styles["hint"]} aria-live={error ? "polite" : undefined}>
          {error ?? hint}
        </div>
      )}
    </div>
  );
}

const split = <Props extends FieldFrame>(props: Props) => {
  const { label, hint, error, hideLabel, optional, ...rest } = props;
  const frame: FieldFrame = { label, hint, error, optional, ...(hideLabel !== undefined && { hideLabel }) };
  return { frame, rest };
};

type Control<Tag extends "input" | "textarea" | "select"> = Omit<ComponentProps<Tag>, "id"> & FieldFrame;

export function TextField(props: Control<"input"> & { lead?: ReactNode; mono?: boolean }) {
  const { frame, rest } = split(props);
  const { lead, mono, className, ...input } = rest;
  return (
    <Field {...frame}>
      {(wiring) =>
        lead === undefined ? (
          <input {...input} {...wiring} className={cx(styles["control"], mono && styles["mono"], className)} />
        ) : (
          <span className={styles["joined"]}>
            <span className={styles["lead"]} aria-hidden="true">
              {lead}
            </span>
            <input {...input} {...wiring} className={cx(styles["bare"], mono && styles["mono"], className)} />
          </span>
        )
      }
    </Field>
  );
}

export function TextArea(props: Control<"textarea"> & { mono?: boolean; short?: boolean }) {
  const { frame, rest } = split(props);
  const { mono, short, className, ...input } = rest;
  return (
    <Field {...frame}>
      {(wiring) => (
        <textarea
          rows={short ? 1 : 3}
          {...input}
          {...wiring}
          className={cx(styles["control"], styles["area"], short && styles["short"], mono && styles["mono"], className)}
        />
      )}
    </Field>
  );
}

interface Option {
  value: string;
  label: string;
  disabled?: boolean;
}

const optionsOf = (options: readonly Option[]) =>
  options.map((option) => (
    <option key={option.value} value={option.value} disabled={option.disabled ?? false}>
      {option.label}
    </option>
  ));

export function SelectField({
  options = [],
  groups = [],
  ...props
}: Control<"select"> & {
  options?: readonly Option[];
  groups?: readonly { label: string; options: readonly Option[] }[];
  mono?: boolean;
}) {
  const { frame, rest } = split(props);
  const { className, mono, ...input } = rest;
  return (
    <Field {...frame}>
      {(wiring) => (
        <select
          {...input}
          {...wiring}
          className={cx(styles["control"], styles["select"], mono && styles["mono"], className)}
        >
          {optionsOf(options)}
          {groups.map((group) => (
            <optgroup key={group.label} label={group.label}>
              {optionsOf(group.options)}
            </optgroup>
          ))}
        </select>
      )}
    </Field>
  );
}
