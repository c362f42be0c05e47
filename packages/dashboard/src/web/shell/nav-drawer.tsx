import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { text } from "../text/en.ts";
import { IconButton } from "../ui/button.tsx";
import styles from "./nav-drawer.module.css";

/** The sidebar on a small screen. */
export function NavDrawer({ open, onClose, children }: { open: boolean; onClose: () => void; children: ReactNode }) {
  return (
    <Dialog.Root open={open} onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles["scrim"]} />
        <Dialog.Popup className={styles["drawer"]}>
          <Dialog.Title className="visually-hidden">{text.nav.menu}</Dialog.Title>
          <Dialog.Close
            className={styles["close"]}
            render={<IconButton label={text.common.close} icon={<X size={18} aria-hidden="true" />} />}
          />
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
