import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type FormEvent, type ReactNode, useRef, useState } from "react";
import { text } from "../text/en.ts";
import { Button, IconButton } from "./button.tsx";
import { cx } from "./class-names.ts";
import styles from "./dialog.module.css";
import { TextField } from "./field.tsx";

/** Where typing begins; a question without a field begins at its harmless answer, anything else with its title. */
const firstControl = "input:not([type=hidden], [readonly], :disabled), select:enabled, textarea:enabled";
const firstAnswer = "[data-first-answer]";

export function Dialog({
  open,
  onClose,
  title,
  note,
  children,
  footer,
  onSubmit,
  side,
  wide,
}: {
  open: boolean;
  onClose: () => void;
  title: ReactNode;
  note?: ReactNode;
  children?: ReactNode;
  footer?: ReactNode;
  /** Makes body and footer one form: Enter in a field does what its submit button does. */
  onSubmit?: (event: FormEvent) => void;
  /** Slides in at the right and takes the full height: for editing beside a list. */
  side?: boolean;
  wide?: boolean;
}) {
  const popup = useRef<HTMLDivElement>(null);
  const find = (selector: string) => popup.current?.querySelector<HTMLElement>(selector);
  const content = (
    <>
      {children !== undefined && <div className={styles["body"]}>{children}</div>}
      {footer !== undefined && <footer className={styles["foot"]}>{footer}</footer>}
    </>
  );
  return (
    <Base.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Base.Portal className={styles["layer"]}>
        <Base.Backdrop className={styles["scrim"]} />
        <Base.Popup
          className={cx(styles["popup"], side ? styles["side"] : styles["middle"], wide && styles["wide"])}
          ref={popup}
          initialFocus={() => find(firstControl) ?? find(firstAnswer) ?? popup.current}
        >
          <header className={styles["head"]}>
            <div>
              <Base.Title className={styles["title"]}>{title}</Base.Title>
              {note !== undefined && <Base.Description className={styles["note"]}>{note}</Base.Description>}
            </div>
            <Base.Close
              render={<IconButton size="small" label={text.common.close} icon={<X size={16} aria-hidden="true" />} />}
            />
          </header>
          {onSubmit === undefined ? (
            content
          ) : (
            <form className={styles["form"]} onSubmit={onSubmit}>
              {content}
            </form>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

/** Asks before something that cannot be undone; `typed` must be typed out where the loss is great. */
export function ConfirmDialog({
  open,
  onClose,
  onConfirm,
  title,
  children,
  confirm,
  typed,
  busy,
  danger = true,
}: {
  open: boolean;
  onClose: () => void;
  onConfirm: () => void;
  title: string;
  children?: ReactNode;
  confirm: string;
  typed?: string;
  busy?: boolean;
  danger?: boolean;
}) {
  const [answer, setAnswer] = useState("");
  const isAllowed = typed === undefined || answer.trim() === typed;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      onSubmit={(event) => {
        event.preventDefault();
        if (isAllowed && !busy) onConfirm();
      }}
      title={title}
      footer={
        <>
          <Button data-first-answer={danger || undefined} onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button
            type="submit"
            data-first-answer={!danger || undefined}
            variant={danger ? "danger" : "primary"}
            disabled={!isAllowed}
            busy={busy}
          >
            {confirm}
          </Button>
        </>
      }
    >
      <Base.Description render={<div className={styles["question"]} />}>{children}</Base.Description>
      {typed !== undefined && (
        <TextField
          label={text.common.typeToConfirm(typed)}
          value={answer}
          autoComplete="off"
          onChange={(event) => setAnswer(event.target.value)}
        />
      )}
    </Dialog>
  );
}
