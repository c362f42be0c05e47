import { ChartNoAxesColumn, CircleUserRound, LogOut, Monitor, Moon, ShieldCheck, Sun } from "lucide-react";
import { text } from "../text/en.ts";
import { Menu } from "../ui/menu.tsx";
import styles from "./account-menu.module.css";
import { paths } from "./paths.ts";
import { useSession } from "./scope.ts";
import { applyTheme, useTheme } from "./theme.ts";
import { useSignOut } from "./use-sign-out.ts";

const icon = { size: 15, "aria-hidden": true } as const;

export function AccountMenu() {
  const { account } = useSession();
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <div className={styles["account"]}>
      <Menu
        side="top"
        header={account.email}
        trigger={
          <button type="button" className={styles["trigger"]}>
            <span className={styles["initial"]} aria-hidden="true">
              {account.displayName.trim().charAt(0).toUpperCase()}
            </span>
            <span className={styles["name"]}>{account.displayName}</span>
          </button>
        }
        groups={[
          [
            { label: text.nav.account, href: paths.account, icon: <CircleUserRound {...icon} /> },
            ...(account.isOperator
              ? [{ label: text.nav.operator, href: paths.operator, icon: <ChartNoAxesColumn {...icon} /> }]
              : []),
            { label: text.nav.trust, href: paths.trust, icon: <ShieldCheck {...icon} /> },
          ],
          [
            {
              label: text.nav.themeSystem,
              icon: <Monitor {...icon} />,
              current: theme === "system",
              onSelect: () => applyTheme("system"),
            },
            {
              label: text.nav.themeLight,
              icon: <Sun {...icon} />,
              current: theme === "light",
              onSelect: () => applyTheme("light"),
            },
            {
              label: text.nav.themeDark,
              icon: <Moon {...icon} />,
              current: theme === "dark",
              onSelect: () => applyTheme("dark"),
            },
          ],
          [{ label: text.nav.signOut, icon: <LogOut {...icon} />, onSelect: () => signOut.run() }],
        ]}
      />
    </div>
  );
}
