import { RotateCcw } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from "react";
import { asApiError } from "../../api/api-error.ts";
import { text } from "../../text/en.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/class-names.ts";
import styles from "./edit-cell.module.css";

export type EditedField = "name" | "title" | "description";

const limits: Record<EditedField, number> = { name: 64, title: 120, description: 4000 };
const said = text.tools.cell;

const problemOf = (field: EditedField, value: string): string | undefined =>
  field === "name" && !/^[A-Za-z0-9_-]{1,64}$/.test(value) ? said.badName : undefined;

interface CellProps {
  field: EditedField;
  value: string;
  /** Name of the tool, for screen readers. */
  tool: string;
  isEdited: boolean;
  onSave: (value: string) => Promise<unknown>;
  onReset: () => void;
  /** A row with an open field must stay in the page while the list scrolls. */
  onOpenChange: (isOpen: boolean) => void;
}

/** A text of the table that is edited where it stands: Enter or F2 opens it, Enter saves, Escape reverts. */
export function EditCell(props: CellProps) {
  const { field, value, tool, isEdited, onReset, onOpenChange } = props;
  const [isOpen, setIsOpen] = useState(false);
  const rest = useRef<HTMLButtonElement>(null);
  const wantsFocus = useRef(false);
  const open = () => {
    setIsOpen(true);
    onOpenChange(true);
  };
  const close = (takesFocus: boolean) => {
    wantsFocus.current = takesFocus;
    setIsOpen(false);
    onOpenChange(false);
  };
  useLayoutEffect(() => {
    if (!isOpen && wantsFocus.current) rest.current?.focus();
    wantsFocus.current = false;
  }, [isOpen]);
  if (isOpen) return <OpenField {...props} onClose={close} />;
  return (
    <span className={cx(styles["cell"], styles[field])}>
      <button
        ref={rest}
        type="button"
        className={styles["rest"]}
        aria-keyshortcuts="Enter F2"
        onClick={open}
        onKeyDown={(event) => {
          if (event.key === "F2") open();
        }}
      >
        {value === "" ? (
          <span className={styles["empty"]}>{said.empty[field]}</span>
        ) : (
          <Shown field={field} value={value} />
        )}
        <span className="visually-hidden">, {said.edit[field]}</span>
      </button>
      {isEdited && (
        <IconButton
          size="small"
          className={styles["reset"]}
          label={said.reset[field](tool)}
          icon={<RotateCcw size={13} aria-hidden="true" />}
          onClick={() => {
            onReset();
            rest.current?.focus();
          }}
        />
      )}
    </span>
  );
}

export const Shown = ({ field, value }: { field: EditedField; value: string }) =>
  field === "name" ? <code>{value}</code> : value;

function OpenField({ field, value, tool, onSave, onClose }: CellProps & { onClose: (takesFocus: boolean) => void }) {
  const [typed, setTyped] = useState(value);
  const [refused, setRefused] = useState<string>();
  const [isBusy, setIsBusy] = useState(false);
  const isClosed = useRef(false);
  const noteId = useId();
  const problem = problemOf(field, typed);
  const close = (takesFocus: boolean) => {
    if (isClosed.current) return;
    isClosed.current = true;
    onClose(takesFocus);
  };
  const save = (takesFocus: boolean) => {
    if (isBusy || isClosed.current) return;
    if (typed === value) return close(takesFocus);
    if (problem !== undefined) return setRefused(problem);
    setIsBusy(true);
    onSave(typed).then(
      () => close(takesFocus),
      (error: unknown) => {
        setRefused(asApiError(error).message);
        setIsBusy(false);
      },
    );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && !isBusy) close(true);
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    save(true);
  };
  const control = {
    value: typed,
    autoFocus: true,
    maxLength: limits[field],
    readOnly: isBusy,
    spellCheck: field !== "name",
    className: cx(styles["input"], field === "name" && styles["mono"]),
    "aria-label": said.label[field](tool),
    "aria-describedby": noteId,
    "aria-invalid": refused === undefined ? undefined : true,
    "aria-busy": isBusy || undefined,
    onKeyDown,
    onBlur: () => save(false),
  };
  const onType = (next: string) => {
    setTyped(next);
    setRefused(undefined);
  };
  return (
    <span className={cx(styles["open"], styles[field])}>
      {field === "description" ? (
        <textarea {...control} rows={2} onChange={(event) => onType(event.target.value)} onFocus={toEnd} />
      ) : (
        <input
          {...control}
          onChange={(event) => onType(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      )}
      <span id={noteId} role="status" className={refused === undefined ? styles["hint"] : styles["error"]}>
        {refused ?? said.keys[field]}
      </span>
    </span>
  );
}

const toEnd = ({ target }: FocusEvent<HTMLTextAreaElement>) =>
  target.setSelectionRange(target.value.length, target.value.length);
