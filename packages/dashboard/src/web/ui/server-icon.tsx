import { useState } from "react";
import { cx } from "./class-names.ts";
import styles from "./server-icon.module.css";

/** The server's own icon, or its initial. */
export function ServerIcon({ url, name, large }: { url: string | null; name: string; large?: boolean }) {
  const [isBroken, setBroken] = useState(false);
  const className = cx(styles["icon"], large && styles["large"]);
  if (url === null || isBroken)
    return (
      <span className={className} aria-hidden="true">
        {name.trim().charAt(0).toUpperCase()}
      </span>
    );
  return <img className={className} src={url} alt="" referrerPolicy="no-referrer" onError={() => setBroken(true)} />;
}
