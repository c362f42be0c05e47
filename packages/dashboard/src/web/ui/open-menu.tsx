import { Menu as Base } from "@base-ui/react/menu";
import { Fragment, useLayoutEffect, useRef } from "react";
import { useLocation } from "wouter";
import { cx } from "./class-names.ts";
import type { MenuProps } from "./menu.tsx";
import styles from "./menu.module.css";

/** The menu once it was asked for: it mounts open. */
export function OpenMenu({ trigger, groups, header, align = "start", side = "bottom" }: MenuProps) {
  const [, navigate] = useLocation();
  const button = useRef<HTMLButtonElement>(null);
  // The button took the place of one that had the focus, and hands it on to the menu.
  useLayoutEffect(() => button.current?.focus(), []);
  return (
    <Base.Root defaultOpen>
      <Base.Trigger ref={button} render={trigger} />
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
