import type { ReimportPreview } from "../../../server/api/imports.ts";
import { text } from "../../text/en.ts";
import { Button } from "../../ui/button.tsx";
import { ChoiceCards } from "../../ui/choice.tsx";
import { showDiffValue } from "../../ui/diff-values.ts";
import { Card, Row, Stack } from "../../ui/layout.tsx";
import styles from "./reimport-review.module.css";

const said = text.documents;

export type Conflict = ReimportPreview["conflicts"][number];
export type Decisions = ReadonlyMap<string, "keep" | "drop">;

export const conflictId = ({ key, field }: Conflict): string => `${key} ${field}`;

/** Edits that meet a change of the same thing in the document: both values, and nothing chosen beforehand. */
export function OpenConflicts({
  conflicts,
  decisions,
  onDecide,
}: {
  conflicts: readonly Conflict[];
  decisions: Decisions;
  onDecide: (decisions: Decisions) => void;
}) {
  const decideAll = (decision: "keep" | "drop") =>
    onDecide(new Map(conflicts.map((conflict) => [conflictId(conflict), decision])));
  return (
    <Card
      title={said.toDecide(conflicts.length)}
      note={said.toDecideNote}
      actions={
        conflicts.length > 1 && (
          <Row>
            <Button size="small" onClick={() => decideAll("keep")}>
              {said.keepAll}
            </Button>
            <Button size="small" onClick={() => decideAll("drop")}>
              {said.dropAll}
            </Button>
          </Row>
        )
      }
    >
      <ul className={styles["conflicts"]}>
        {conflicts.map((conflict) => (
          <li key={conflictId(conflict)}>
            <Stack gap={2}>
              <div>
                <code>{conflict.name}</code> <p className={styles["note"]}>{conflict.message}</p>
                {conflict.before !== null && (
                  <p className={styles["note"]}>
                    {said.before} <Value value={conflict.before} />
                  </p>
                )}
              </div>
              <ChoiceCards
                legend={said.decision(conflict.name, conflict.field)}
                hideLegend
                columns={2}
                value={decisions.get(conflictId(conflict))}
                onChange={(decision) => onDecide(new Map(decisions).set(conflictId(conflict), decision))}
                options={[
                  { value: "keep", title: said.keepEdit, text: <Value value={conflict.mine} /> },
                  { value: "drop", title: said.dropEdit, text: <Value value={conflict.theirs} /> },
                ]}
              />
            </Stack>
          </li>
        ))}
      </ul>
    </Card>
  );
}

const Value = ({ value }: { value: unknown }) => (
  <span className={styles["value"]}>{value === "" ? said.emptyValue : showDiffValue(value)}</span>
);

/** What becomes of other edits by itself. */
export function SettledConflicts({ conflicts }: { conflicts: readonly Conflict[] }) {
  return (
    <Card title={said.forInformation}>
      <ul className={styles["differences"]}>
        {conflicts.map((conflict) => (
          <li key={conflictId(conflict)}>
            <code>{conflict.name}</code> <p className={styles["note"]}>{conflict.message}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}
