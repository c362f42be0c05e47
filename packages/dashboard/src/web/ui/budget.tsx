import type { ToolBudget } from "../../server/api/imports.ts";
import { compact } from "../format/number.ts";
import { text } from "../text/en.ts";
import { Badge, type Tone } from "./badge.tsx";
import styles from "./budget.module.css";

type Client = ToolBudget["clients"][number];

const tones: Record<Client["state"], Tone> = { ok: "good", limited: "warn", breaks: "bad" };

export const isLimited = (budget: ToolBudget): boolean => budget.clients.some(({ state }) => state !== "ok");

/** The list of tools against what each client takes. */
export function ClientBudget({ budget }: { budget: ToolBudget }) {
  return (
    <ul className={styles["clients"]}>
      {budget.clients.map((client) => (
        <li key={client.client}>
          <span className={styles["name"]}>{client.label}</span>
          <Badge tone={tones[client.state]} dot>
            {text.findings.states[client.state]}
          </Badge>
          <div className={styles["limits"]}>
            {client.limits.map((limit) => (
              <Limit key={limit.unit} {...limit} />
            ))}
          </div>
          <span className={styles["summary"]}>{client.summary}</span>
        </li>
      ))}
    </ul>
  );
}

/** The numbers say it; the bar shows it. */
function Limit({ unit, used, limit }: Client["limits"][number]) {
  return (
    <div className={styles["limit"]} data-over={used > limit || undefined}>
      <span className={styles["bar"]} aria-hidden="true">
        <span style={{ inlineSize: `${Math.min(100, (used / limit) * 100)}%` }} />
      </span>
      <span className={styles["numbers"]}>{text.findings.limit[unit](compact(used), compact(limit))}</span>
    </div>
  );
}
