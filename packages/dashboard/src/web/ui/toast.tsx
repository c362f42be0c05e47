import { Toast as Base } from "@base-ui/react/toast";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { text } from "../text/en.ts";
import { IconButton } from "./button.tsx";
import styles from "./toast.module.css";

const manager = Base.createToastManager();

/** Says what happened. `undo` stays long enough to be reached by keyboard. */
export const toast = (
  title: string,
  options: { description?: string; bad?: boolean; action?: { label: string; onClick: () => void } } = {},
): void => {
  const id = manager.add({
    title,
    ...(options.description !== undefined && { description: options.description }),
    type: options.bad ? "bad" : "good",
    priority: options.bad ? "high" : "low",
    timeout: options.bad || options.action ? 12_000 : 6_000,
    ...(options.action && {
      actionProps: {
        children: options.action.label,
        onClick: () => {
          options.action?.onClick();
          manager.close(id);
        },
      },
    }),
  });
};

export function ToastProvider({ children }: { children: ReactNode }) {
  return (
    <Base.Provider toastManager={manager}>
      {children}
      <Base.Portal>
        <Base.Viewport className={styles["viewport"]}>
          <ToastList />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  );
}

function ToastList() {
  const { toasts } = Base.useToastManager();
  return toasts.map((item) => (
    <Base.Root key={item.id} toast={item} className={styles["toast"]} swipeDirection={["right", "down"]}>
      <Base.Content className={styles["content"]}>
        <div className={styles["text"]}>
          <Base.Title className={styles["title"]} />
          <Base.Description className={styles["description"]} />
        </div>
        <Base.Action className={styles["action"]} />
        <Base.Close
          render={<IconButton size="small" label={text.common.dismiss} icon={<X size={15} aria-hidden="true" />} />}
        />
      </Base.Content>
    </Base.Root>
  ));
}
