import { X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useSyncExternalStore } from "react";
import { createPortal } from "react-dom";
import { text } from "../text/en.ts";
import { IconButton } from "./button.tsx";
import { cx } from "./class-names.ts";
import { createToastStore, type ToastItem } from "./toast-store.ts";
import styles from "./toast.module.css";

const store = createToastStore();
const tickMs = 500;

/** Says what happened. One that is bad or can be undone stays long enough to be reached by keyboard. */
export const toast = (
  title: string,
  options: { bad?: boolean; action?: { label: string; onClick: () => void } } = {},
): void => {
  const isLong = options.bad === true || options.action !== undefined;
  store.add({ title, isBad: options.bad === true, action: options.action, remainingMs: isLong ? 12_000 : 6_000 });
};

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      {createPortal(<ToastRegion />, document.body)}
    </>
  );
}

function ToastRegion() {
  const items = useSyncExternalStore(store.subscribe, store.read);
  const region = useRef<HTMLElement>(null);
  const hasItems = items.length > 0;
  useEffect(() => {
    if (!hasItems) return undefined;
    const timer = setInterval(() => {
      if (!region.current?.matches(":hover, :focus-within")) store.pass(tickMs);
    }, tickMs);
    return () => clearInterval(timer);
  }, [hasItems]);
  return (
    <section className={styles["region"]} ref={region} aria-label={text.common.notifications}>
      <ol className={styles["list"]} aria-live="polite" aria-relevant="additions">
        {items.map((item) => (
          <Toast key={item.id} item={item} />
        ))}
      </ol>
    </section>
  );
}

function Toast({ item }: { item: ToastItem }) {
  const { action } = item;
  return (
    <li className={cx(styles["toast"], item.isBad && styles["bad"])}>
      <span className={styles["title"]}>{item.title}</span>
      {action !== undefined && (
        <button
          type="button"
          className={styles["action"]}
          onClick={() => {
            store.close(item.id);
            action.onClick();
          }}
        >
          {action.label}
        </button>
      )}
      <IconButton
        size="small"
        label={text.common.dismiss}
        icon={<X size={15} aria-hidden="true" />}
        onClick={() => store.close(item.id)}
      />
    </li>
  );
}
