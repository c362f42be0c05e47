import { Menu as MenuIcon } from "lucide-react";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { text } from "../text/en.ts";
import { IconButton } from "../ui/button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Mark, Wordmark } from "../ui/wordmark.tsx";
import styles from "./frame.module.css";
import { NavDrawer } from "./nav-drawer.tsx";
import { Sidebar } from "./sidebar.tsx";

const Palette = lazy(() => import("./palette.tsx").then((module) => ({ default: module.Palette })));

/** Sidebar, content and the command palette around every page of the console. */
export function Frame({ workspace, server, children }: { workspace?: string; server?: string; children: ReactNode }) {
  const [isPaletteOpen, setPaletteOpen] = useState(false);
  const [location] = useLocation();
  // The address at which the drawer was opened: going elsewhere closes it.
  const [navOpenAt, setNavOpenAt] = useState<string>();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== "k" || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setPaletteOpen((isOpen) => !isOpen);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  const sidebar = <Sidebar workspace={workspace} server={server} onSearch={() => setPaletteOpen(true)} />;
  return (
    <div className={styles["frame"]}>
      <a className={styles["skip"]} href="#content">
        {text.common.skipToContent}
      </a>
      <header className={styles["bar"]}>
        <Link href="/" className={styles["home"]} aria-label={text.common.product}>
          <Wordmark />
        </Link>
        <IconButton
          label={text.nav.menu}
          icon={<MenuIcon size={18} aria-hidden="true" />}
          onClick={() => setNavOpenAt(location)}
        />
      </header>
      <div className={styles["sidebar"]}>{sidebar}</div>
      <NavDrawer open={navOpenAt === location} onClose={() => setNavOpenAt(undefined)}>
        {sidebar}
      </NavDrawer>
      <main id="content" className={styles["content"]} tabIndex={-1}>
        <div className={styles["page"]}>{children}</div>
      </main>
      {isPaletteOpen && (
        <Suspense fallback={null}>
          <Palette workspace={workspace} onClose={() => setPaletteOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}

export function FrameSkeleton() {
  return (
    <div className={styles["frame"]}>
      <header className={styles["bar"]}>
        <Wordmark />
      </header>
      <div className={styles["sidebar"]}>
        <div className={styles["ghost"]}>
          <Mark />
          <Skeleton lines={5} />
        </div>
      </div>
      <main className={styles["content"]}>
        <div className={styles["page"]}>
          <Skeleton kind="page" lines={3} />
        </div>
      </main>
    </div>
  );
}
