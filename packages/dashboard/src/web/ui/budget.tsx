import type { ToolBudget } from "../../server/api/imports.ts";
import { text } from "../text/en.ts";
import { Badge, type Tone } from "./badge.tsx";
import styles from "./budget.module.css";

const tones: Record<ToolBudget["clients"][number]["state"], Tone> = { ok: "good", limited: "warn", breaks: "bad" };

/** How each client bears the list of tools. */
export function ClientBudget({ budget }: { budget: ToolBudget }) {
  return (
    <ul className={styles["clients"]}>
      {budget.clients.map((client) => (
        <li key={client.client}>
          <span className={styles["name"]}>{client.label}</span>
          <Badge tone={tones[client.state]} dot>
            {text.findings.states[client.state]}
          </Badge>
          <span className={styles["summary"]}>{client.summary}</span>
        </li>
      ))}
    </ul>
  );
}
