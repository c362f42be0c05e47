import { Menu as Base } from "@base-ui/react/menu";
import { Fragment, type ReactElement, type ReactNode } from "react";
import { useLocation } from "wouter";
import { cx } from "./class-names.ts";
import styles from "./menu.module.css";

export interface MenuEntry {
  label: ReactNode;
  icon?: ReactNode;
  href?: string;
  onSelect?: () => void;
  danger?: boolean;
  /** The entry that is in force. */
  current?: boolean;
  disabled?: boolean;
}

/** A button's menu; groups are divided by a line. */
export function Menu({
  trigger,
  groups,
  header,
  align = "start",
  side = "bottom",
}: {
  trigger: ReactElement;
  groups: readonly (readonly MenuEntry[])[];
  header?: ReactNode;
  align?: "start" | "end";
  side?: "bottom" | "top";
}) {
  const [, navigate] = useLocation();
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className={styles["positioner"]} align={align} side={side} sideOffset={6}>
          <Base.Popup className={styles["popup"]}>
            {header !== undefined && <div className={styles["header"]}>{header}</div>}
            {groups.map((group, index) => (
              <Fragment key={index}>
                {(index > 0 || header !== undefined) && <Base.Separator className={styles["separator"]} />}
                {group.map((entry, position) => (
                  <Base.Item
                    key={position}
                    className={cx(styles["item"], entry.danger && styles["danger"])}
                    disabled={entry.disabled ?? false}
                    {...(entry.current && { "aria-current": "true" as const })}
                    onClick={() => {
                      entry.onSelect?.();
                      if (entry.href !== undefined) navigate(entry.href);
                    }}
                  >
                    {entry.icon}
                    <span className={styles["label"]}>{entry.label}</span>
                    {entry.current && <span className={styles["dot"]} aria-hidden="true" />}
                  </Base.Item>
                ))}
              </Fragment>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
