import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import styles from "./hint.module.css";

const edge = 8;

/** Sets the tip above its trigger, or below where there is no room, and keeps it within the window. */
const place = (trigger: HTMLElement, tip: HTMLElement) => {
  const at = trigger.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = tip;
  const top = at.top - height < edge ? at.bottom : at.top - height;
  tip.style.top = `${top}px`;
  tip.style.left = `${Math.max(edge, Math.min(at.left, innerWidth - width - edge))}px`;
};

/** A few words that say more on hover, on focus and on tap; Escape puts the rest away. */
export function Hint({ hint, children }: { hint: ReactNode; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const trigger = useRef<HTMLButtonElement>(null);
  const tip = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    if (!isOpen || trigger.current === null || tip.current === null) return;
    tip.current.showPopover();
    place(trigger.current, tip.current);
  }, [isOpen]);
  useEffect(() => {
    if (!isOpen) return undefined;
    const close = () => setOpen(false);
    const closeOutside = ({ target }: PointerEvent) => {
      if (target instanceof Node && !trigger.current?.contains(target) && !tip.current?.contains(target)) close();
    };
    document.addEventListener("scroll", close, { capture: true, passive: true });
    document.addEventListener("pointerdown", closeOutside);
    return () => {
      document.removeEventListener("scroll", close, { capture: true });
      document.removeEventListener("pointerdown", closeOutside);
    };
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !isOpen) return;
    // Only the tip closes, not the dialog that it may stand in.
    event.stopPropagation();
    setOpen(false);
  };
  return (
    <span className={styles["hint"]} onMouseEnter={() => setOpen(true)} onMouseLeave={() => setOpen(false)}>
      <button
        type="button"
        ref={trigger}
        className={styles["trigger"]}
        aria-describedby={isOpen ? id : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      >
        {children}
      </button>
      {isOpen && (
        <span ref={tip} id={id} role="tooltip" popover="manual" className={styles["tip"]}>
          <span className={styles["box"]}>{hint}</span>
        </span>
      )}
    </span>
  );
}
