import {
  cloneElement,
  useState,
  type ComponentProps,
  type ComponentType,
  type ReactElement,
  type ReactNode,
} from "react";
import { text } from "../text/en.ts";
import { toast } from "./toast.tsx";

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

export interface MenuProps {
  trigger: ReactElement<ComponentProps<"button">>;
  groups: readonly (readonly MenuEntry[])[];
  header?: ReactNode;
  align?: "start" | "end";
  side?: "bottom" | "top";
}

const loadMenu = () => import("./open-menu.tsx").then((module) => module.OpenMenu);
// Opening it loads again and says what fails.
const loadAhead = (): void => void loadMenu().catch(() => undefined);

/** A button's menu; groups are divided by a line. What places it on the page is loaded when somebody reaches for it. */
export function Menu(props: MenuProps) {
  const [loaded, setLoaded] = useState<{ Open: ComponentType<MenuProps> }>();
  const open = () =>
    loadMenu().then(
      (Open) => setLoaded({ Open }),
      () => toast(text.errors.offline, { bad: true }),
    );
  if (loaded !== undefined) return <loaded.Open {...props} />;
  return cloneElement(props.trigger, {
    "aria-haspopup": "menu",
    "aria-expanded": false,
    onPointerEnter: loadAhead,
    onFocus: loadAhead,
    onClick: () => void open(),
    onKeyDown: (event) => {
      if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
      event.preventDefault();
      void open();
    },
  });
}
