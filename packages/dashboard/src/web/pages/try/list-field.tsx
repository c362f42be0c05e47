import { X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { text } from "../../text/en.ts";
import { IconButton } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { Stack } from "../../ui/layout.tsx";
import styles from "./argument-form.module.css";

/** Any number of simple values: Enter adds one; what is still in the field counts, too. */
export function ListField({
  name,
  label,
  hint,
  optional,
  entries,
  entry,
  isBad,
  isRequired,
  onChange,
  onEntry,
}: {
  name: string;
  label: ReactNode;
  hint: string | undefined;
  optional: string | undefined;
  entries: readonly string[];
  entry: string;
  isBad: boolean;
  isRequired: boolean;
  onChange: (entries: readonly string[]) => void;
  onEntry: (entry: string) => void;
}) {
  const [said, setSaid] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing || entry === "") return;
    event.preventDefault();
    onChange([...entries, entry]);
    onEntry("");
    setSaid(text.tryIt.entryAdded(entry));
  };
  const remove = (index: number) => {
    setSaid(text.tryIt.entryRemoved(entries[index] ?? ""));
    onChange(entries.toSpliced(index, 1));
    input.current?.focus();
  };
  return (
    <Stack gap={2}>
      <TextField
        ref={input}
        label={label}
        hint={
          <>
            {hint}
            {hint !== undefined && <br />}
            {text.tryIt.listHint}
          </>
        }
        error={isBad ? text.tryIt.entryNotOfType : undefined}
        optional={optional}
        mono
        required={isRequired && entries.length === 0}
        value={entry}
        onChange={(event) => onEntry(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {entries.length > 0 && (
        <ul className={styles["entries"]} aria-label={text.tryIt.entriesOf(name)}>
          {entries.map((value, index) => (
            <li key={`${index} ${value}`} className={styles["entry"]}>
              <span>{value}</span>
              <IconButton
                size="small"
                label={text.tryIt.removeEntry(value)}
                icon={<X size={14} aria-hidden="true" />}
                onClick={() => remove(index)}
              />
            </li>
          ))}
        </ul>
      )}
      <span className="visually-hidden" role="status">
        {said}
      </span>
    </Stack>
  );
}
